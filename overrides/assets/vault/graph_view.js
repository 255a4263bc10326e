/**
 * A graph on a canvas. What stays is drawn on a sheet larger than the view, a little in each frame: to pan and to zoom is to place that
 * sheet, which takes no longer for ten thousand notes than for ten. What is lit up is drawn above it.
 */
import { site } from "./site.js";

const [LARGER, MOST_LINES, PARTS_IN_A_FRAME] = [1.6, 8000, 3];
const INKS = [0, 1, 2, 3, 4, 5, 6, 7, 8, "text", "paper", "link", "light"];
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** What it gives back says which notes are `shown` and `lit`; `told` hears of the one that is chosen. */
export function drawGraph(graph, told) {
  const box = graph.querySelector(".vault-graph__box");
  const [canvas, link] = box.children;
  const [front, view, fingers] = [canvas.getContext("2d"), {}, new Map()];
  let [chosen, notes, beside, density, inks, font, frame, job, sheet, moved, radii] = [-1, []];
  const self = { shown: () => true, lit: () => true, set, choose, zoom, repaint };

  /** `places` and `links` are flat; each note has its size, colour, title and address; `here` is the note of the page. */
  function set(data) {
    Object.assign(self, { titles: [] }, data);
    chosen = -1;
    radii = data.sizes.map((links, note) => (note === data.here ? 9 : Math.min(14, 3.5 + 1.1 * Math.sqrt(links))));
    self.notes = notes = [...radii.keys()].sort((a, b) => (b === data.here) - (a === data.here) || radii[b] - radii[a]);
    resize();
  }

  function resize() {
    density = Math.min(devicePixelRatio, 2);
    Object.assign(view, { width: box.clientWidth, height: box.clientHeight });
    Object.assign(canvas, { width: view.width * density, height: view.height * density });
    zoom();
    repaint();
  }

  /** By a factor, around a point of the canvas; without a factor, to all notes. */
  function zoom(factor, x = view.width / 2, y = view.height / 2) {
    const old = view.k;
    if (factor) {
      view.k = Math.max(0.02, Math.min(8, old * factor));
      pan((x - view.width / 2) * (view.k / old - 1), (y - view.height / 2) * (view.k / old - 1));
      return;
    }
    const [xs, ys] = [0, 1].map((axis) => Float32Array.from(notes.filter(self.shown), (note) => self.places[2 * note + axis]).sort());
    const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
    const k = Math.min(1.6, (view.width - 100) / (right - left || 1), (view.height - 60) / (bottom - top || 1));
    Object.assign(view, { k, x: (left + right) / 2, y: (top + bottom) / 2 });
    draw();
  }

  function pan(x, y) {
    view.x += x / view.k;
    view.y += y / view.k;
    draw();
  }

  const at = (note, on = view) => [(self.places[2 * note] - on.x) * on.k + on.width / 2, (self.places[2 * note + 1] - on.y) * on.k + on.height / 2];
  const radius = (note) => Math.max(1, radii[note] * Math.sqrt(view.k));

  function isIn(note, on, rim) {
    const [x, y] = at(note, on);
    return x > rim && y > rim && x < on.width - rim && y < on.height - rim;
  }

  function point({ clientX, clientY }) {
    const { left, top } = canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  function pick(event, reach) {
    const [x, y] = point(event);
    let best = -1;
    for (const note of notes) {
      const [left, top] = at(note);
      const far = Math.hypot(x - left, y - top) - radius(note);
      if (far < reach && self.shown(note)) [best, reach] = [note, far];
    }
    choose(best);
  }

  /** Light up a note and those beside it, -1 for none. A real link lies over it, with all that one can do with links. */
  function choose(note, reveal) {
    if (note === chosen && !reveal) return;
    told((chosen = note));
    const links = Array.from(self.links ?? []).flatMap((end, i, all) => (end === note ? [end, all[i ^ 1]] : []));
    const ends = new Set(links).add(note);
    beside = [notes.filter((other) => ends.has(other)), links];
    link.hidden = note < 0 || note === self.here || !self.titles[note];
    if (!link.hidden) Object.assign(link, { href: new URL(self.addresses[note], site), ariaLabel: self.titles[note] });
    if (reveal && !isIn(note, view, 9)) [view.x, view.y] = self.places.slice(2 * note);
    cover();
    draw();
  }

  function cover() {
    if (link.hidden) return;
    const size = Math.max(10, radius(chosen) + 3);
    const [x, y] = at(chosen);
    Object.assign(link.style, { width: `${2 * size}px`, height: `${2 * size}px`, translate: `${x - size}px ${y - size}px` });
  }

  const acts = {
    pointerdown(event) {
      fingers.set(event.pointerId, point(event));
      moved = false;
    },
    pointermove(event) {
      const [was, now] = [fingers.get(event.pointerId), point(event)];
      if (!was) return event.pointerType !== "touch" && pick(event, 6);
      if (!moved && Math.hypot(was[0] - now[0], was[1] - now[1]) < 5) return;
      if (!moved) box.setPointerCapture(event.pointerId);
      moved = true;
      const [x, y, before] = middle(fingers);
      fingers.set(event.pointerId, now);
      const [z, w, span] = middle(fingers);
      pan(x - z, y - w);
      if (span) zoom(span / before, z, w);
    },
    pointerup(event) {
      fingers.delete(event.pointerId);
      if (event.pointerType !== "touch" || moved || event.target !== canvas) return;
      pick(event, 14);
      moved = true; // The next tap follows the link.
    },
    pointerleave(event) {
      fingers.delete(event.pointerId);
      if (event.pointerType !== "touch") choose(-1);
    },
    wheel(event) {
      // Below a note it waits to be asked: readers who scroll the page come by.
      if (self.here === 0 && innerWidth < 960 && !event.ctrlKey && document.activeElement !== box) return;
      event.preventDefault();
      zoom(2 ** (-event.deltaY * (event.ctrlKey ? 0.01 : 0.003)), ...point(event));
    },
    keydown(event) {
      const { key } = event;
      if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
      if (KEYS[key]) walk(KEYS[key]);
      else if ("+=-0".includes(key)) zoom({ "-": 0.7, 0: 0 }[key] ?? 1.4);
      else if (key === "Escape") choose(-1);
      else if (key === "Enter") link.click();
      else return;
      event.preventDefault();
    },
  };

  function walk(step) {
    const open = notes.filter(self.shown);
    choose(open.at((open.indexOf(chosen) + step) % open.length) ?? -1, true);
  }

  /** Another size, other colours, other notes. */
  function repaint() {
    const style = getComputedStyle(box);
    inks = Object.fromEntries(INKS.map((name) => [name, style.getPropertyValue(`--vault-graph-${name}`)]));
    font = `12px ${style.fontFamily}`;
    for (const folder of graph.querySelectorAll("[data-vault-colour]")) folder.style.setProperty("--vault-graph-own", inks[folder.dataset.vaultColour]);
    job = drawSheet();
    draw();
  }

  function draw() {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      if (notes.length && view.width) compose();
    });
  }

  function compose() {
    for (let part = 0; job && part < PARTS_IN_A_FRAME; part++) if (job.next().done) job = null;
    front.setTransform(density, 0, 0, density, 0, 0);
    front.clearRect(0, 0, view.width, view.height);
    front.globalAlpha = chosen < 0 ? 1 : 0.2;
    if (sheet) {
      const [scale, x, y] = [view.k / sheet.k, (sheet.x - view.x) * view.k, (sheet.y - view.y) * view.k];
      const [width, height] = [sheet.width * scale, sheet.height * scale];
      front.drawImage(sheet.canvas, x + (view.width - width) / 2, y + (view.height - height) / 2, width, height);
      if (scale !== 1 || Math.abs(x) > view.width * 0.15 || Math.abs(y) > view.height * 0.15) job ??= drawSheet();
    }
    if (chosen >= 0) {
      front.globalAlpha = 1;
      Array.from(paint(front, view, ...beside, inks.light));
      cover();
    }
    if (job) draw();
  }

  /** A sheet around what is in view now. */
  function* drawSheet() {
    const larger = { ...view, width: view.width * LARGER, height: view.height * LARGER, canvas: document.createElement("canvas") };
    Object.assign(larger.canvas, { width: larger.width * density, height: larger.height * density });
    const pen = larger.canvas.getContext("2d");
    pen.scale(density, density);
    for (const _ of paint(pen, larger, notes, self.links, inks.link)) {
      front.drawImage(larger.canvas, 0, 0, 1, 1); // Or the browser would do all of it in the last frame.
      yield;
    }
    sheet = larger;
  }

  /** Draw links, notes, and titles where there is room; pauses wherever a frame may end. */
  function* paint(pen, on, some, links, ink) {
    Object.assign(pen, { font, textAlign: "center", textBaseline: "top", strokeStyle: ink });
    const lines = [];
    for (let i = 0; i < links.length; i += 2) {
      const [a, b] = [links[i], links[i + 1]];
      if (self.shown(a) && self.shown(b) && (isIn(a, on, -99) || isIn(b, on, -99))) lines.push([a, b]);
    }
    const step = Math.ceil(lines.length / MOST_LINES);
    for (let i = 0; i < lines.length; yield) {
      pen.beginPath();
      for (const end = i + 200 * step; i < Math.min(end, lines.length); i += step) {
        pen.moveTo(...at(lines[i][0], on));
        pen.lineTo(...at(lines[i][1], on));
      }
      pen.stroke();
    }
    const visible = some.filter((note) => self.shown(note) && isIn(note, on, -9));
    for (let i = visible.length; i--; i % 200 || (yield)) {
      const note = visible[i];
      pen.globalAlpha = self.lit(note) ? 1 : 0.15;
      pen.fillStyle = inks[note === self.here ? "light" : self.colours[note]];
      pen.beginPath();
      pen.arc(...at(note, on), radius(note), 0, 7);
      pen.fill();
    }
    Object.assign(pen, { globalAlpha: 1, lineWidth: 3, strokeStyle: inks.paper, fillStyle: inks.text });
    const [room, most] = [[], view.width < 400 ? 18 : 32];
    for (const note of visible.filter(self.lit).slice(0, (on.width * on.height) / 3000)) {
      if (radius(note) < 1.8 && on !== view) break;
      const title = [...(self.titles[note] ?? "")];
      const text = title.slice(0, most).join("") + (title[most] ? "…" : "");
      const [x, y] = at(note, on);
      const [half, top] = [pen.measureText(text).width / 2 + 3, y + radius(note) + 2];
      if (room.some(([left, right, above]) => x + half > left && x - half < right && Math.abs(top - above) < 15)) continue;
      pen.strokeText(text, x, top);
      pen.fillText(text, x, top);
      if (room.push([x - half, x + half, top]) % 8 === 0) yield;
    }
    pen.lineWidth = 1;
  }

  for (const [type, act] of Object.entries(acts)) box.addEventListener(type, act);
  for (const button of box.querySelectorAll("button")) button.onclick = () => zoom(Number(button.value));
  link.onclick = (event) => {
    if (moved) event.stopPropagation();
    return !moved;
  };
  new ResizeObserver(resize).observe(box);
  const scheme = new MutationObserver(() => (box.isConnected ? repaint() : scheme.disconnect()));
  scheme.observe(document.body, { attributes: true });
  return self;
}

/** The middle of all fingers, and how far apart two are. */
function middle(fingers) {
  const [[x, y], [z, w] = [x, y]] = fingers.values();
  return [(x + z) / 2, (y + w) / 2, Math.hypot(x - z, y - w)];
}
