// The reviewer's image viewer where scripts run: one scan at a time, with zoom, pan, turns and
// light. The state of a scan is kept while its page is open; nothing is changed on the server.
(function () {
  "use strict";

  const STEP = 1.25;
  const LEAST = 0.05;
  const MOST = 8;
  // The turned picture starts at the frame's corner again, so that all of it can be scrolled to.
  const TURNS = {
    0: "none",
    90: "rotate(90deg) translateY(-100%)",
    180: "rotate(180deg) translate(-100%, -100%)",
    270: "rotate(270deg) translateX(-100%)",
  };

  class Scan {
    constructor(figure, start) {
      this.figure = figure;
      this.frame = figure.querySelector("[data-frame]");
      this.image = figure.querySelector("img");
      this.view = {
        src: this.image.getAttribute("src"),
        width: Number(this.image.getAttribute("width")),
        height: Number(this.image.getAttribute("height")),
      };
      this.start = start;
      this.reset();
    }

    reset() {
      this.zoom = this.start.zoom;
      this.turn = this.start.turn;
      this.light = this.start.light;
      this.invert = this.start.invert;
    }

    get hasBureau() { return Boolean(this.image.dataset.bureau); }

    get inBureau() { return this.image.getAttribute("src") === this.image.dataset.bureau; }

    get size() {
      const data = this.image.dataset;
      return this.inBureau
        ? { width: Number(data.bureauWidth), height: Number(data.bureauHeight) }
        : this.view;
    }

    // Width and height as they are seen, and the scale at which all of it is in the frame.
    get seen() {
      const { width, height } = this.size;
      const [across, down] = this.turn % 180 ? [height, width] : [width, height];
      const fit = Math.min(this.frame.clientWidth / across, this.frame.clientHeight / down);
      return { across, down, fit };
    }

    get scale() { return this.zoom || this.seen.fit; }

    lay() {
      if (!this.frame.clientWidth) return;
      const { across } = this.seen;
      const { width, height } = this.size;
      const scale = this.scale;
      const style = this.image.style;
      this.frame.style.overflow = this.zoom ? "auto" : "hidden";
      style.width = `${width * scale}px`;
      style.height = `${height * scale}px`;
      this.left = Math.max(0, (this.frame.clientWidth - across * scale) / 2);
      style.left = `${this.left}px`;
      style.top = "0";
      style.transform = TURNS[this.turn];
      style.filter = `brightness(${this.light}%) invert(${this.invert ? 1 : 0})`;
    }

    // What is under the point (pixels from the frame's corner) stays there.
    zoomTo(scale, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
      const before = this.scale;
      const across = (this.frame.scrollLeft + x - this.left) / before;
      const down = (this.frame.scrollTop + y) / before;
      this.zoom = Math.min(MOST, Math.max(LEAST, scale));
      this.lay();
      this.frame.scrollLeft = across * this.zoom + this.left - x;
      this.frame.scrollTop = down * this.zoom - y;
    }

    toggleBureau() {
      if (!this.hasBureau) return;
      const fits = !this.zoom;
      const shown = this.scale * this.size.width;
      this.image.setAttribute("src", this.inBureau ? this.view.src : this.image.dataset.bureau);
      // The smaller copy is shown as large as the other was, so that the two can be compared.
      if (!fits) this.zoom = shown / this.size.width;
    }

    rotate(by) {
      this.turn = (this.turn + by + 360) % 360;
    }
  }

  class Viewer {
    constructor(root) {
      this.root = root;
      const data = root.dataset;
      const zoom = { fit: 0, 100: 1, 200: 2 }[data.size] || 0;
      const start = {
        zoom, turn: Number(data.turn || 0), light: Number(data.light || 100), invert: "invert" in data,
      };
      this.scans = [...root.querySelectorAll("[data-scan]")].map((one) => new Scan(one, start));
      root.classList.add("app-viewer--on");
      for (const link of root.querySelectorAll("[data-links]")) link.hidden = true;
      root.querySelector("[data-tools]").hidden = false;
      const list = root.querySelector("[data-list]");
      // Now the frames inside are what is scrolled.
      if (list) list.removeAttribute("tabindex");
      for (const scan of this.scans) this.listen(scan);
      const asked = this.scans.find((one) => `#${one.figure.id}` === window.location.hash);
      this.show(asked || this.scans[0]);
      new ResizeObserver(() => this.current.lay()).observe(root);
    }

    listen(scan) {
      const frame = scan.frame;
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", scan.figure.dataset.label);
      frame.addEventListener("wheel", (event) => {
        event.preventDefault();
        const box = frame.getBoundingClientRect();
        const by = event.deltaY < 0 ? STEP : 1 / STEP;
        scan.zoomTo(scan.scale * by, event.clientX - box.left, event.clientY - box.top);
        this.tell();
      }, { passive: false });
      // Fingers scroll by themselves; a mouse drags.
      frame.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "touch" || event.button) return;
        frame.setPointerCapture(event.pointerId);
        frame.classList.add("app-scan__frame--held");
      });
      frame.addEventListener("pointermove", (event) => {
        if (!frame.hasPointerCapture(event.pointerId)) return;
        frame.scrollBy(-event.movementX, -event.movementY);
      });
      for (const end of ["pointerup", "pointercancel"]) {
        frame.addEventListener(end, () => frame.classList.remove("app-scan__frame--held"));
      }
      scan.image.addEventListener("dragstart", (event) => event.preventDefault());
      // Arrow keys scroll the focused frame by themselves.
      frame.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const tool = { "+": "in", "=": "in", "-": "out" }[event.key];
        if (!tool) return;
        event.preventDefault();
        event.stopPropagation();
        this.use(tool);
      });
    }

    show(scan) {
      this.current = scan;
      for (const one of this.scans) one.figure.hidden = one !== scan;
      for (const link of this.root.querySelectorAll(".app-scans__jump")) {
        const here = link.hash === `#${scan.figure.id}`;
        if (here) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      scan.image.loading = "eager";
      scan.lay();
      this.tell();
      this.preload(scan);
    }

    // The next one is fetched once this one is there, so that it never waits for the other.
    preload(scan) {
      const next = this.scans[this.scans.indexOf(scan) + 1];
      if (!next) return;
      const fetch = () => { next.image.loading = "eager"; };
      if (scan.image.complete) fetch();
      else scan.image.addEventListener("load", fetch, { once: true });
    }

    step(by) {
      const next = this.scans[this.scans.indexOf(this.current) + by];
      if (next) {
        this.show(next);
        return;
      }
      const link = this.root.querySelector(by < 0 ? "[data-before]" : "[data-after]");
      if (link) link.click();
    }

    use(tool) {
      const scan = this.current;
      const acts = {
        in: () => scan.zoomTo(scan.scale * STEP),
        out: () => scan.zoomTo(scan.scale / STEP),
        fit: () => { scan.zoom = 0; },
        full: () => scan.zoomTo(1),
        toggle: () => { if (scan.zoom) scan.zoom = 0; else scan.zoomTo(1); },
        left: () => scan.rotate(-90),
        right: () => scan.rotate(90),
        dark: () => { scan.light = Math.max(40, scan.light - 20); },
        light: () => { scan.light = Math.min(240, scan.light + 20); },
        invert: () => { scan.invert = !scan.invert; },
        bureau: () => scan.toggleBureau(),
        reset: () => { if (scan.inBureau) scan.toggleBureau(); scan.reset(); },
        before: () => this.step(-1),
        after: () => this.step(1),
      };
      acts[tool]();
      this.current.lay();
      this.tell();
    }

    tell() {
      const scan = this.current;
      const place = this.scans.indexOf(scan) + 1;
      const parts = [`${Math.round(scan.scale * 100)}%`];
      if (this.scans.length > 1) parts.unshift(`${place}/${this.scans.length}`);
      if (scan.turn) parts.push(`${scan.turn}°`);
      this.root.querySelector("[data-state]").textContent = parts.join(" · ");
      const tool = (name) => this.root.querySelector(`[data-tool=${name}]`);
      tool("invert").setAttribute("aria-pressed", String(scan.invert));
      tool("bureau").setAttribute("aria-pressed", String(scan.inBureau));
      tool("bureau").hidden = !scan.hasBureau;
      for (const name of ["before", "after"]) tool(name).hidden = this.scans.length < 2;
    }
  }

  let viewer = null;

  const KEYS = {
    "[": "before", "]": "after", z: "toggle", "+": "in", "=": "in", "-": "out",
    t: "right", T: "left", b: "light", B: "dark", i: "invert", c: "bureau",
  };

  // review.js passes on the keys that it has no use for, where keys are switched on.
  document.addEventListener("review:key", (event) => {
    const tool = KEYS[event.detail];
    if (!viewer || !tool) return;
    event.preventDefault();
    viewer.use(tool);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button && viewer) viewer.use(button.dataset.tool);
    const jump = event.target.closest("a[href^='#scan-']");
    if (!jump || !viewer) return;
    const scan = viewer.scans.find((one) => `#${one.figure.id}` === jump.hash);
    if (!scan) return;
    event.preventDefault();
    viewer.show(scan);
    viewer.root.scrollIntoView({ block: "nearest" });
  });

  function begin() {
    const root = document.querySelector("[data-viewer]");
    if (root && (!viewer || viewer.root !== root)) viewer = new Viewer(root);
  }

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
