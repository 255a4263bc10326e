/**
 * A graph on a canvas. What stays is drawn on a sheet larger than the view, a little in each frame: to pan and to zoom is to place that
 * sheet, which takes no longer for ten thousand notes than for ten. What is lit up is drawn above it.
 */
import { site } from "./site.js";

const LARGER = 1.6;
const MOST_LINES = 8000;
const MILLISECONDS_IN_A_FRAME = 6;
const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
const FACTORS = { "+": 1.4, "=": 1.4, "-": 0.7, 0: 0 };

export function drawGraph(graph) {
  const [box, status] = graph.querySelectorAll(".vault-graph__box, [role=status]");
  const [canvas, link] = box.children;
  const saidAtFirst = status.textContent;
  const style = getComputedStyle(canvas);
  const ink = (name) => style.getPropertyValue(`--vault-graph-${name}`);
  const fingers = new Map();
  const view = { canvas };
  let [notes, lines, lit] = [[], []];
  let chosen, frame, isMoved, job, next, sheet;

  /** A note has `x` and `y`, a title, an address, the number of a colour, and how many `links`; a line is a pair of notes. */
  function set(data) {
    [notes, lines] = data;
    for (const note of notes) note.radius = Math.min(12, 3.5 + 1.1 * Math.sqrt(note.links));
    notes.sort((a, b) => b.radius - a.radius);
    choose();
    fit();
  }

  function fit() {
    Object.assign(view, { width: box.clientWidth, height: box.clientHeight });
    const [xs, ys] = ["x", "y"].map((axis) => Float32Array.from(notes.filter(isShown), (note) => note[axis]).sort());
    const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
    view.k = Math.min(1.6, (view.width - 100) / (right - left || 1), (view.height - 60) / (bottom - top || 1));
    goTo((left + right) / 2, (top + bottom) / 2);
    repaint();
  }

  function goTo(x, y) {
    Object.assign(view, { x, y });
    draw();
  }

  function zoom(factor, { x, y } = view) {
    if (!factor) return fit();
    const before = view.k;
    view.k = Math.max(0.02, Math.min(8, before * factor));
    goTo(x + ((view.x - x) * before) / view.k, y + ((view.y - y) * before) / view.k);
  }

  /** Where a pointer is among the notes. */
  function placeOf({ clientX, clientY }) {
    const { left, top } = box.getBoundingClientRect();
    return { x: view.x + (clientX - left - view.width / 2) / view.k, y: view.y + (clientY - top - view.height / 2) / view.k };
  }

  function pick(event, reach) {
    const { x, y } = placeOf(event);
    const far = (note) => Math.hypot(note.x - x, note.y - y) - radiusOf(note, view);
    const near = notes.filter((note) => isShown(note) && far(note) * view.k < reach);
    choose(near.sort((a, b) => far(a) - far(b))[0]);
  }

  /** Light up a note and those beside it, or none. A real link lies over it, with all that one can do with links. */
  function choose(note, isToBeSeen) {
    if (note !== chosen) {
      chosen = note;
      status.textContent = note?.title ?? saidAtFirst;
      link.hidden = !note?.address;
      if (!link.hidden) Object.assign(link, { href: new URL(note.address, site), ariaLabel: note.title });
      const links = lines.filter((ends) => ends.includes(note));
      const beside = new Set([note, ...links.flat()]);
      lit = [notes.filter((other) => beside.has(other)), links];
    }
    if (isToBeSeen && !isIn(note, view, 9)) goTo(note.x, note.y);
    draw();
  }

  const acts = {
    pointerdown(event) {
      fingers.set(event.pointerId, event);
      isMoved = false;
    },
    pointermove(event) {
      if (!event.buttons) return pick(event, 6);
      const was = fingers.get(event.pointerId);
      if (!was || (!isMoved && distance(was, event) < 5)) return;
      isMoved = true;
      box.setPointerCapture(event.pointerId);
      fingers.delete(event.pointerId);
      const [other] = fingers.values();
      if (other) zoom(distance(other, event) / distance(other, was), placeOf(other));
      else goTo(view.x + (was.clientX - event.clientX) / view.k, view.y + (was.clientY - event.clientY) / view.k);
      fingers.set(event.pointerId, event);
    },
    pointerup: ({ pointerId }) => fingers.delete(pointerId),
    pointerleave(event) {
      fingers.delete(event.pointerId);
      if (event.pointerType !== "touch") choose();
    },
    click(event) {
      // A finger's first tap lights up a note, the next one meets its link. Who has dragged has not clicked.
      if (event.target === canvas && !isMoved) pick(event, 14);
      if (!isMoved || !event.detail) return;
      event.stopPropagation();
      event.preventDefault();
    },
    wheel(event) {
      // Below a note it waits to be asked: readers who scroll the page come by.
      if (graph.dataset.vaultNote && innerWidth < 960 && !event.ctrlKey && document.activeElement !== box) return;
      event.preventDefault();
      zoom(2 ** (-event.deltaY * (event.ctrlKey ? 0.01 : 0.003)), placeOf(event));
    },
    keydown(event) {
      const { key } = event;
      if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
      const open = notes.filter(isShown);
      if (key in STEPS) choose(open.at((open.indexOf(chosen) + STEPS[key]) % open.length), true);
      else if (key in FACTORS) zoom(FACTORS[key]);
      else if (key === "Escape") choose();
      else if (key === "Enter" && !link.hidden) link.click();
      else return;
      event.preventDefault();
    },
  };

  function repaint() {
    next = { ...view, width: view.width * LARGER, height: view.height * LARGER, canvas: document.createElement("canvas") };
    job = paint(next, notes, lines, "line");
    draw();
  }

  function draw() {
    if (chosen) {
      const padding = `${Math.max(10, radiusOf(chosen, view) * view.k + 3)}px`;
      const [x, y] = [(chosen.x - view.x) * view.k, (chosen.y - view.y) * view.k];
      Object.assign(link.style, { padding, translate: `calc(${x}px - 50%) calc(${y}px - 50%)` });
    }
    frame ??= requestAnimationFrame(compose);
  }

  function compose() {
    frame = null;
    if (!view.width || !notes.length) return;
    const pen = penOf(view);
    const end = performance.now() + MILLISECONDS_IN_A_FRAME;
    while (job && performance.now() < end) if (job.next().done) [sheet, job] = [next];
    // Or the browser would do all of it in the last frame.
    if (job) pen.drawImage(next.canvas, 0, 0, 1, 1, view.x, view.y, 0, 0);
    if (sheet) {
      const [width, height] = [sheet.width / sheet.k, sheet.height / sheet.k];
      pen.globalAlpha = chosen ? 0.2 : 1;
      pen.drawImage(sheet.canvas, sheet.x - width / 2, sheet.y - height / 2, width, height);
      if (!job && ["x", "y", "k"].some((name) => sheet[name] !== view[name])) repaint();
    }
    if (chosen) Array.from(paint(view, ...lit, 9));
    if (job) draw();
  }

  /** Draw lines, notes, and titles where there is room; pauses wherever a frame may end. */
  function* paint(on, some, links, lineInk) {
    const pen = on === view ? view.canvas.getContext("2d") : penOf(on);
    const pixel = 1 / on.k;
    const font = `${12 * pixel}px ${style.fontFamily}`;
    Object.assign(pen, { font, textAlign: "center", textBaseline: "top", lineWidth: pixel, strokeStyle: ink(lineInk), globalAlpha: 1 });
    const open = links.filter((ends) => ends.every(isShown) && ends.some((note) => isIn(note, on, -99)));
    const step = Math.ceil(open.length / MOST_LINES);
    for (let i = 0; i < open.length; i += step) {
      const [one, other] = open[i];
      pen.beginPath();
      pen.moveTo(one.x, one.y);
      pen.lineTo(other.x, other.y);
      pen.stroke();
      yield;
    }
    const visible = some.filter((note) => isShown(note) && isIn(note, on, -9));
    for (const note of [...visible].reverse()) {
      pen.globalAlpha = note.isFaint ? 0.15 : 1;
      pen.fillStyle = ink(note.colour);
      pen.beginPath();
      pen.arc(note.x, note.y, radiusOf(note, on), 0, 7);
      pen.fill();
      yield;
    }
    Object.assign(pen, { globalAlpha: 1, lineWidth: 3 * pixel, strokeStyle: ink("paper"), fillStyle: ink("text") });
    const room = [];
    for (const note of visible.filter(({ title, isFaint }) => title && !isFaint).slice(0, (on.width * on.height) / 3000)) {
      const text = note.title.replace(/^(.{24}).{2,}/su, "$1…");
      const half = pen.measureText(text).width / 2 + 3 * pixel;
      // What is in view has its title in view.
      const edge = Math.abs(note.x - on.x) < view.width * pixel / 2 ? view.width * pixel / 2 - half : Infinity;
      const x = Math.max(on.x - edge, Math.min(on.x + edge, note.x));
      const y = note.y + radiusOf(note, on) + 2 * pixel;
      if (room.some((other) => Math.abs(x - other.x) < half + other.half && Math.abs(y - other.y) < 15 * pixel)) continue;
      room.push({ x, y, half });
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
      yield;
    }
  }

  for (const [type, act] of Object.entries(acts)) box.addEventListener(type, act);
  for (const button of box.querySelectorAll("button")) button.onclick = () => zoom(Number(button.value));
  new ResizeObserver(fit).observe(box);
  const scheme = new MutationObserver(() => (box.isConnected ? repaint() : scheme.disconnect()));
  scheme.observe(document.body, { attributes: true });
  return { set, choose, fit, repaint };
}

/** A pen for what is seen on a canvas: it counts as the notes' places do. */
function penOf({ canvas, x, y, k, width, height }) {
  const density = Math.min(devicePixelRatio, 2);
  Object.assign(canvas, { width: width * density, height: height * density });
  const pen = canvas.getContext("2d");
  pen.setTransform(density * k, 0, 0, density * k, density * (width / 2 - x * k), density * (height / 2 - y * k));
  return pen;
}

const distance = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
const isShown = (note) => !note.isHidden;
const isIn = (note, on, rim) => Math.abs(note.x - on.x) * on.k < on.width / 2 - rim && Math.abs(note.y - on.y) * on.k < on.height / 2 - rim;
const radiusOf = (note, { k }) => Math.max(1 / k, note.radius / Math.sqrt(k));
