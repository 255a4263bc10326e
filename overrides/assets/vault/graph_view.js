/**
 * A graph on a canvas. What stays is drawn on a sheet larger than the view, some milliseconds in each frame; to pan and to zoom is to
 * place that sheet, which takes no longer for ten thousand notes than for ten. What is lit up is drawn above it.
 */
import { site } from "./site.js";

const [LARGER, SLICE] = [1.6, 5];
const EVENTS = ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave", "wheel", "keydown", "blur"];
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class GraphView {
  constructor(graph, told) {
    const box = graph.querySelector(".vault-graph__box");
    const [canvas, link] = box.children;
    Object.assign(this, { box, canvas, link, told, chosen: -1, fingers: new Map(), titles: [], shown: () => true, lit: () => true });
    for (const type of EVENTS) box.addEventListener(type, (event) => this[type](event));
    for (const button of box.querySelectorAll("button")) button.onclick = () => this.zoom(Number(button.value));
    link.onclick = (event) => this.moved && event.preventDefault();
    const size = new ResizeObserver(() => this.resize());
    const scheme = new MutationObserver(() => (box.isConnected ? this.repaint() : scheme.disconnect()));
    size.observe(box);
    scheme.observe(document.body, { attributes: true });
  }

  /** `places` and `links` are flat; `sizes`, `colours`, `titles` and `addresses` of each note; `here` is the note of the page. */
  set(graph) {
    Object.assign(this, graph, { chosen: -1 });
    this.radii = Float32Array.from(graph.sizes, (links) => Math.min(14, 3.5 + 1.1 * Math.sqrt(links)));
    this.order = Uint32Array.from(this.radii.keys()).sort((a, b) => (b === this.here) - (a === this.here) || this.radii[b] - this.radii[a]);
    this.resize();
  }

  resize() {
    const { clientWidth, clientHeight } = this.box;
    Object.assign(this, { width: clientWidth, height: clientHeight, density: Math.min(devicePixelRatio, 2) });
    Object.assign(this.canvas, { width: clientWidth * this.density, height: clientHeight * this.density });
    this.fit();
    this.repaint();
  }

  fit() {
    const spread = [0, 1].map((axis) => this.order?.reduce(([low, high], note) => {
      const place = this.places[2 * note + axis];
      return this.shown(note) ? [Math.min(low, place), Math.max(high, place)] : [low, high];
    }, [Infinity, -Infinity]) ?? [0, 0]);
    const [[left, right], [top, bottom]] = spread.map(([low, high]) => (low > high ? [0, 0] : [low, high]));
    const k = Math.min(1.6, (this.width - (this.width < 400 ? 90 : 120)) / (right - left || 1), (this.height - 60) / (bottom - top || 1));
    this.view = { x: (left + right) / 2, y: (top + bottom) / 2, k };
    this.draw();
  }

  /** By a factor, around a point of the canvas; without a factor, to all notes. */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    if (!factor) return this.fit();
    const k = Math.max(0.02, Math.min(8, this.view.k * factor));
    const shift = 1 / this.view.k - 1 / k;
    this.pan((x - this.width / 2) * shift, (y - this.height / 2) * shift);
    this.view.k = k;
  }

  pan(x, y) {
    this.view.x += x;
    this.view.y += y;
    this.draw();
  }

  at(note) {
    const { places, view, width, height } = this;
    return [(places[2 * note] - view.x) * view.k + width / 2, (places[2 * note + 1] - view.y) * view.k + height / 2];
  }

  radius(note) {
    return Math.max(1, this.radii[note] * Math.sqrt(this.view.k));
  }

  /** The note for which a measure of its distance is least, -1 if it is nowhere below `most`. */
  nearest([x, y], measure, most = Infinity) {
    let best = -1;
    for (const note of this.order ?? []) {
      const [left, top] = this.at(note);
      const far = measure(left - x, top - y, note);
      if (far < most && this.shown(note)) [best, most] = [note, far];
    }
    return best;
  }

  /** Light up a note and those beside it, -1 for none. A real link lies over it: all that one can do with links works. */
  choose(note, reveal) {
    const [x, y] = note < 0 ? [9, 9] : this.at(note);
    if (reveal && (x < 9 || y < 9 || x > this.width - 9 || y > this.height - 9)) [this.view.x, this.view.y] = this.places.slice(2 * note);
    if (note !== this.chosen) this.told(note);
    this.chosen = note;
    this.link.hidden = note < 0 || note === this.here || !this.titles[note];
    if (!this.link.hidden) Object.assign(this.link, { href: new URL(this.addresses[note], site), ariaLabel: this.titles[note] });
    if (note >= 0) this.placeLink();
    this.draw();
  }

  placeLink() {
    const [x, y] = this.at(this.chosen);
    const size = Math.max(10, this.radius(this.chosen) + 3);
    Object.assign(this.link.style, { width: `${2 * size}px`, height: `${2 * size}px`, translate: `${x - size}px ${y - size}px` });
  }

  pick(event, reach) {
    return this.nearest(this.point(event), (x, y, note) => Math.hypot(x, y) - this.radius(note), reach);
  }

  point(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  pointerdown(event) {
    this.fingers.set(event.pointerId, this.point(event));
    this.moved = false;
  }

  pointermove(event) {
    const before = middle(this.fingers);
    if (!before) return event.pointerType !== "touch" && this.choose(event.target.closest("button") ? -1 : this.pick(event, 6));
    const [was, now] = [this.fingers.get(event.pointerId), this.point(event)];
    if (!was || (!this.moved && Math.hypot(was[0] - now[0], was[1] - now[1]) < 5)) return;
    if (!this.moved) this.box.setPointerCapture(event.pointerId);
    this.moved = true;
    this.fingers.set(event.pointerId, now);
    const [x, y, span] = middle(this.fingers);
    this.pan((before[0] - x) / this.view.k, (before[1] - y) / this.view.k);
    if (span) this.zoom(span / before[2], x, y);
  }

  pointerup(event) {
    if (event.pointerType === "touch" && !this.moved && event.target === this.canvas) this.choose(this.pick(event, 14));
    this.fingers.delete(event.pointerId);
  }

  pointercancel(event) {
    this.fingers.delete(event.pointerId);
  }

  pointerleave(event) {
    if (event.pointerType !== "touch" && !this.fingers.size) this.choose(-1);
  }

  blur() {
    this.choose(-1);
  }

  wheel(event) {
    // Where the graph stands in the way of who scrolls the page, it waits to be asked.
    if (this.here === 0 && innerWidth < 960 && !event.ctrlKey && document.activeElement !== this.box) return;
    event.preventDefault();
    this.zoom(2 ** (-event.deltaY * (event.ctrlKey ? 0.01 : event.deltaMode ? 0.1 : 0.003)), ...this.point(event));
  }

  keydown(event) {
    const { key, target } = event;
    if (target !== this.box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[key]) this.walk(...WAYS[key]);
    else if ("+=-0".includes(key)) this.zoom({ "-": 1 / 1.4, 0: 0 }[key] ?? 1.4);
    else if (key === "Escape") this.choose(-1);
    else if (key === "Enter") this.link.hidden || this.link.click();
    else return;
    event.preventDefault();
  }

  /** To the nearest note in a direction. */
  walk(right, down) {
    const from = this.chosen < 0 ? [this.width / 2, this.height / 2] : this.at(this.chosen);
    const measure = (x, y) => (x * right + y * down > 0.5 ? x * right + y * down + 2 * Math.abs(x * down - y * right) : Infinity);
    const note = this.nearest(from, measure);
    if (note >= 0) this.choose(note, true);
  }

  /** Another size, other colours, other notes. */
  repaint() {
    const style = getComputedStyle(this.box);
    const ink = (name) => style.getPropertyValue(`--vault-graph-${name}`);
    this.inks = { dots: [0, 1, 2, 3, 4, 5, 6, 7, 8].map(ink), text: ink("text"), paper: ink("paper"), link: ink("link"), light: ink("light") };
    this.font = `12px ${style.fontFamily}`;
    this.job = null;
    this.isStale = true;
    this.draw();
  }

  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      if (this.order && this.width) this.paint();
    });
  }

  paint() {
    const end = performance.now() + SLICE;
    if (this.needsSheet()) this.job ??= this.drawSheet();
    while (this.job && performance.now() < end) if (this.job.next().done) this.job = null;
    const { sheet, view, width, height } = this;
    const pen = this.canvas.getContext("2d");
    pen.setTransform(this.density, 0, 0, this.density, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.globalAlpha = this.chosen < 0 ? 1 : 0.2;
    if (sheet) {
      const scale = view.k / sheet.k;
      const corner = [(sheet.x - view.x) * view.k + (width - sheet.width * scale) / 2, (sheet.y - view.y) * view.k + (height - sheet.height * scale) / 2];
      pen.drawImage(sheet.canvas, ...corner, sheet.width * scale, sheet.height * scale);
    }
    pen.globalAlpha = 1;
    if (this.chosen >= 0) this.lightUp(pen);
    if (this.job || this.needsSheet()) this.draw();
  }

  needsSheet() {
    const { sheet, view, width, height } = this;
    const far = (sheet ? Math.max(Math.abs(sheet.x - view.x) / width, Math.abs(sheet.y - view.y) / height) : 0) * view.k;
    return this.isStale || !sheet || sheet.k !== view.k || far > (LARGER - 1) / 4;
  }

  lightUp(pen) {
    const beside = new Set();
    this.links.forEach((end, i) => end === this.chosen && this.shown(this.links[i ^ 1]) && beside.add(this.links[i ^ 1]));
    Object.assign(pen, { strokeStyle: this.inks.light, lineWidth: 1.2 });
    pen.beginPath();
    for (const note of beside) {
      pen.moveTo(...this.at(this.chosen));
      pen.lineTo(...this.at(note));
    }
    pen.stroke();
    const notes = [this.chosen, ...[...beside].sort((a, b) => this.radii[b] - this.radii[a])];
    for (const note of notes) this.dot(pen, note, ...this.at(note));
    const room = [];
    for (const note of notes.slice(0, 60)) this.label(pen, note, ...this.at(note), room);
    this.placeLink();
  }

  dot(pen, note, x, y) {
    pen.fillStyle = note === this.here ? this.inks.light : this.inks.dots[this.colours[note]];
    pen.beginPath();
    pen.arc(x, y, this.radius(note), 0, 7);
    pen.fill();
  }

  /** A title below its note, unless another stands there. */
  label(pen, note, x, y, room) {
    const letters = [...(this.titles[note] ?? "")];
    const most = this.width < 400 ? 18 : 32;
    const text = letters.length > most ? `${letters.slice(0, most).join("")}…` : letters.join("");
    Object.assign(pen, { font: this.font, textAlign: "center", textBaseline: "top", lineWidth: 3, strokeStyle: this.inks.paper, fillStyle: this.inks.text });
    const [half, top] = [pen.measureText(text).width / 2 + 3, y + this.radius(note) + 2];
    if (room.some(([left, right, above]) => x + half > left && x - half < right && Math.abs(top - above) < 15)) return;
    room.push([x - half, x + half, top]);
    pen.strokeText(text, x, top);
    pen.fillText(text, x, top);
  }

  /** Draw a sheet around what is in view now; pauses wherever a frame may end. */
  *drawSheet() {
    this.isStale = false;
    const { view, density, links, shown } = this;
    const [width, height] = [this.width * LARGER, this.height * LARGER];
    const canvas = Object.assign(document.createElement("canvas"), { width: width * density, height: height * density });
    const pen = canvas.getContext("2d");
    pen.scale(density, density);
    const spot = (note) => [(this.places[2 * note] - sheet.x) * sheet.k + width / 2, (this.places[2 * note + 1] - sheet.y) * sheet.k + height / 2];
    const sheet = { ...view, width, height, canvas };
    Object.assign(pen, { strokeStyle: this.inks.link, globalAlpha: links.length > 6000 ? 0.5 : 1 });
    pen.beginPath();
    for (let i = 0, drawn = 0; i < links.length; i += 2) {
      const [[x, y], [z, w]] = [spot(links[i]), spot(links[i + 1])];
      const isOut = Math.max(x, z) < 0 || Math.max(y, w) < 0 || Math.min(x, z) > width || Math.min(y, w) > height;
      if (isOut || !shown(links[i]) || !shown(links[i + 1])) continue;
      pen.moveTo(x, y);
      pen.lineTo(z, w);
      if (++drawn % 400) continue;
      pen.stroke();
      yield;
      pen.beginPath();
    }
    pen.stroke();
    const visible = this.order.filter((note) => shown(note) && spot(note).every((place, axis) => place > -9 && place < [width, height][axis] + 9));
    for (const [i, note] of [...visible].reverse().entries()) {
      pen.globalAlpha = this.lit(note) ? 1 : 0.15;
      this.dot(pen, note, ...spot(note));
      if (i % 100 === 0) yield;
    }
    pen.globalAlpha = 1;
    const room = [];
    for (const note of visible.filter(this.lit).slice(0, (width * height) / 2500)) {
      if (this.radius(note) < 1.8 && this.order.length > 200) break;
      this.label(pen, note, ...spot(note), room);
      yield;
    }
    this.sheet = sheet;
  }
}

/** The middle of all fingers, and how far apart two are. */
function middle(fingers) {
  const [first, second = first] = [...fingers.values()];
  return first && [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2, Math.hypot(first[0] - second[0], first[1] - second[1])];
}
