// What the review console adds where scripts run: counting, filling in, and keys.
(function () {
  "use strict";

  const SWITCH = "review-keys";

  const items = () => [...document.querySelectorAll("#decision-form [data-item]")].filter(
    (item) => item.querySelector("input[type=radio]"));

  function count() {
    const place = document.querySelector("[data-progress]");
    if (!place) return;
    const all = items();
    const done = all.filter((item) => item.querySelector("input[type=radio]:checked")).length;
    place.textContent = `${place.dataset.words} ${done}/${all.length}`;
  }

  // A canned reason fills the texts that the reviewer has not written in.
  function fill(select) {
    const chosen = select.selectedOptions[0];
    for (const area of select.closest("[data-item], .app-item").querySelectorAll("[data-fill]")) {
      const untouched = area.value.trim() === "" || area.value === area.dataset.filled;
      if (!untouched) continue;
      area.value = chosen.dataset[area.dataset.fill] || "";
      area.dataset.filled = area.value;
    }
  }

  function judge(item, value) {
    const choice = item && item.querySelector(`input[type=radio][value=${value}]`);
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function move(step) {
    const all = items();
    const here = all.indexOf(document.activeElement.closest("[data-item]"));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  const keysOn = () => localStorage.getItem(SWITCH) === "on";

  const writing = (event) => event.isComposing || event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

  function help() {
    const words = document.querySelector("[data-keys]");
    if (words) words.open = !words.open;
  }

  document.addEventListener("keydown", (event) => {
    if (!keysOn() || writing(event)) return;
    const item = document.activeElement.closest("[data-item]");
    const acts = {
      j: () => move(1),
      k: () => move(-1),
      a: () => { judge(item, "good"); move(1); },
      r: () => {
        judge(item, "bad");
        const reason = item && item.querySelector("[data-reason]");
        if (reason) reason.focus();
      },
      "?": help,
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
      return;
    }
    // The rest is for the image viewer, if the page has one.
    const passed = new CustomEvent("review:key", { detail: event.key, cancelable: true });
    if (!document.dispatchEvent(passed)) event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-reason]")) fill(event.target);
    if (event.target.matches("[data-keys-switch]")) {
      localStorage.setItem(SWITCH, event.target.checked ? "on" : "off");
    }
    count();
  });

  // "All of this group" needs no round trip where a script can do it.
  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-all]");
    if (!all) return;
    event.preventDefault();
    for (const item of all.closest("section").querySelectorAll("[data-item]")) {
      if (!item.querySelector("input[type=radio]:checked")) judge(item, "good");
    }
  });

  function begin() {
    const keys = document.querySelector("[data-keys]");
    if (keys) keys.hidden = false;
    const box = document.querySelector("[data-keys-switch]");
    if (box) box.checked = keysOn();
    count();
  }

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
