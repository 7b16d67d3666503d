// What pages do where scripts run. Without them every page works the same, only less smoothly.
// Behaviour hangs on data- attributes; nothing here knows a particular page.
(function () {
  "use strict";

  const byId = (id) => document.getElementById(id);

  function announce(text) {
    const region = byId("announcements");
    if (region && text) region.textContent = text;
  }

  // What went wrong: "unsent" or "failed"; nothing ends the alarm.
  function alarm(what) {
    const region = byId("alarms");
    if (!region) return;
    region.hidden = !what;
    region.textContent = what ? region.dataset[what] : "";
  }

  // After an answer with errors, start reading at their summary.
  function focusErrors(root) {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    return Boolean(summary);
  }

  // Buttons that need a script are hidden in the page and shown by it.
  function reveal(root) {
    for (const button of root.querySelectorAll("[data-copy], [data-reveal], [data-print]")) button.hidden = false;
  }

  async function copy(button) {
    const source = byId(button.dataset.copy);
    if (!source) return;
    const text = source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard: select the text, so that keys copy it.
      window.getSelection().selectAllChildren(source);
      return;
    }
    const before = button.innerHTML;
    button.textContent = button.dataset.done;
    announce(button.dataset.done);
    window.setTimeout(() => { button.innerHTML = before; }, 2000);
  }

  function togglePassword(button) {
    const field = byId(button.dataset.reveal);
    if (!field) return;
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
    const words = button.textContent;
    button.textContent = button.dataset.shown;
    button.dataset.shown = words;
  }

  document.addEventListener("click", (event) => {
    const copying = event.target.closest("[data-copy]");
    if (copying) copy(copying);
    const revealing = event.target.closest("[data-reveal]");
    if (revealing) togglePassword(revealing);
    const printing = event.target.closest("[data-print]");
    if (printing) window.print();
    // Links of an error summary put the reader into the field, not only near it.
    const problem = event.target.closest("[data-error-summary] a");
    if (problem) {
      const field = byId(problem.hash.slice(1));
      if (field) {
        event.preventDefault();
        field.focus();
        const group = field.closest(".govuk-form-group") || field;
        group.scrollIntoView({ block: "start" });
      }
    }
  });

  // A password that was shown is hidden again before it is sent, so that browsers may keep it;
  // a second click on the way is dropped. The server counts a repeated form once in any case.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    for (const button of form.querySelectorAll("[data-reveal]")) {
      const field = byId(button.dataset.reveal);
      if (field) field.type = "password";
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method === "post") {
      form.dataset.sent = "yes";
      window.setTimeout(() => { delete form.dataset.sent; }, 3000);
    }
  });

  // A page from the browser's memory may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // A link that looks and is announced like a button also answers the space bar.
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("a[role=button]")) return;
    event.preventDefault();
    event.target.click();
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-submit-on-change]") && field.form) field.form.requestSubmit();
  });

  // Upload progress: <div data-upload hidden> with a <progress> inside the form that sends the file.
  const uploadOf = (form) => form.querySelector && form.querySelector("[data-upload]");

  function showUpload(form, shown) {
    const place = uploadOf(form);
    if (!place) return;
    place.hidden = !shown;
    const phase = place.querySelector("[data-phase]");
    if (phase) phase.textContent = shown ? phase.dataset.sending : "";
    for (const field of form.querySelectorAll("input[type=file]")) field.disabled = shown;
  }

  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.target.matches && event.target.matches("form")) showUpload(event.target, true);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    const place = event.target.querySelector && uploadOf(event.target);
    if (!place || !event.detail.lengthComputable) return;
    const bar = place.querySelector("progress");
    const { loaded, total } = event.detail;
    bar.max = total;
    if (loaded < total) {
      bar.value = loaded;
      return;
    }
    // All is sent; how long the server looks at it nobody knows.
    bar.removeAttribute("value");
    const phase = place.querySelector("[data-phase]");
    if (phase) phase.textContent = phase.dataset.checking;
  });

  document.addEventListener("click", (event) => {
    const cancelling = event.target.closest("[data-cancel]");
    if (!cancelling) return;
    htmx.trigger(cancelling.closest("form"), "htmx:abort");
    announce(cancelling.dataset.cancel);
  });

  // A cancelled or failed upload leaves the form as it was, ready for the same file again.
  for (const name of ["htmx:sendAbort", "htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = event.target;
      if (!form.matches || !form.matches("form") || !uploadOf(form)) return;
      showUpload(form, false);
      form.reset();
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    alarm("");
    const root = event.detail.elt || document.body;
    reveal(root.parentElement || root);
    if (focusErrors(root.parentElement || root)) return;
    announce(root.dataset && root.dataset.announce);
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => alarm("unsent"));
  }
  document.addEventListener("htmx:responseError", () => alarm("failed"));

  // Polling rests while nobody looks at the page.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const timed = event.detail.elt && event.detail.elt.hasAttribute("data-poll");
    if (timed && document.hidden) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    focusErrors(document);
  });
})();
