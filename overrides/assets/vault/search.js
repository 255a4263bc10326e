/** The search box, with Material's keys. What searches is loaded at the first use. */
const OPENING = ["f", "s", "/"];
const WAIT = 120;

export function start([box]) {
  if (!box.dataset.vaultReady) new SearchBox(box); // Instant loading keeps the header.
  box.dataset.vaultReady = "yes";
}

class SearchBox {
  constructor(box) {
    this.box = box;
    this.toggle = document.getElementById("__search");
    this.query = box.querySelector("input");
    this.output = box.querySelector(".md-search__output");
    this.say(box.dataset.vaultPlaceholder);
    this.reveal();
    this.listen();
    this.openFromAddress();
  }

  listen() {
    const { box, toggle, query } = this;
    query.addEventListener("focus", () => this.set(true));
    query.addEventListener("input", () => this.ask(WAIT));
    query.form.addEventListener("submit", (event) => event.preventDefault());
    query.form.addEventListener("reset", () => {
      query.focus();
      requestAnimationFrame(() => this.ask());
    });
    toggle.addEventListener("change", () => this.reveal());
    box.addEventListener("click", (event) => event.target.closest("a") && this.set(false));
    box.addEventListener("focusout", ({ relatedTarget: next }) => next && !box.contains(next) && this.set(false));
    window.keyboard$?.subscribe((key) => (key.mode === "search" ? this.press(key) : this.pressOutside(key)));
  }

  set(isOpen) {
    if (this.toggle.checked !== isOpen) this.toggle.click();
  }

  /** What can't be seen can't be reached with Tab either. */
  reveal() {
    const isOpen = this.toggle.checked;
    this.output.inert = !isOpen;
    if (!isOpen) return this.query.blur();
    this.query.focus();
    this.ask();
  }

  say(text) {
    this.box.querySelector(".md-search-result__meta").textContent = text;
  }

  /** Fill the list once nothing more is written for some milliseconds. */
  ask(wait = 0) {
    clearTimeout(this.timer);
    this.asked = new Promise((done) => {
      this.timer = setTimeout(done, wait);
    }).then(async () => {
      this.results ??= import("./search_results.js").then(({ Results }) => new Results(this));
      await (await this.results).show(this.query.value);
    });
  }

  press(key) {
    const active = document.activeElement;
    const isQuery = active === this.query;
    if (key.type === "Escape") {
      this.set(false);
    } else if (key.type === "Enter" && isQuery) {
      key.claim();
      this.asked?.then(() => this.output.querySelector("a")?.click());
    } else if (key.type === "ArrowUp" || key.type === "ArrowDown") {
      key.claim();
      const stops = [this.query, ...this.output.querySelectorAll(":not(details) > a, summary, details[open] > a")];
      const step = key.type === "ArrowUp" ? -1 : 1;
      stops[(Math.max(0, stops.indexOf(active)) + step + stops.length) % stops.length].focus();
    } else if (key.type.length === 1 && key.type !== " " && !isQuery) {
      this.query.focus();
    }
  }

  pressOutside(key) {
    if (!OPENING.includes(key.type)) return;
    key.claim();
    this.query.focus();
    this.query.select();
  }

  /** `?q=words` asks for them at once. */
  openFromAddress() {
    const words = new URLSearchParams(location.search).get("q");
    if (!words) return;
    this.query.value = words;
    this.set(true);
  }
}
