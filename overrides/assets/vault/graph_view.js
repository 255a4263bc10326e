/** A graph on a canvas: drawn on a large sheet, a little in each frame; to pan or zoom is to place that sheet. */
import { site } from "./site.js";

const LARGER = 1.6;
const MOST_LINES = 8000;
const MILLISECONDS_IN_A_FRAME = 6;
const FACTORS = { "+": 1.4, "=": 1.4, "-": 0.7, 0: 0 };

export function drawGraph(graph) {
  const [box, status] = graph.querySelectorAll(".vault-graph__box, [role=status]");
  const [canvas, link] = box.children;
  const saidAtFirst = status.textContent;
  const style = getComputedStyle(canvas);
  const ink = (name) => style.getPropertyValue(`--${name}`);
  const fingers = new Map();
  const view = { canvas };
  let [notes, lines, lit] = [[], []];
  let chosen, frame, isOld, job, next, sheet;

  /** Notes have `x`, `y`, `title`, `address`, `colour`, `links` (how many); lines are pairs of notes. */
  function set(data) {
    [notes, lines] = data;
    for (const note of notes) note.radius = Math.min(12, 3.5 + 1.1 * Math.sqrt(note.links));
    notes.sort((a, b) => b.radius - a.radius);
    choose();
    fit();
  }

  function fit() {
    const [xs, ys] = ["x", "y"].map((axis) => Float32Array.from(notes.filter(isShown), (note) => note[axis]).sort());
    const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
    const { clientWidth: width, clientHeight: height } = box;
    const k = Math.min(1.6, (width - 100) / (right - left || 1), (height - 60) / (bottom - top || 1));
    goTo({ width, height, k, x: (left + right) / 2, y: (top + bottom) / 2 });
    repaint();
  }

  function goTo(place) {
    Object.assign(view, place);
    isOld = true;
    draw();
  }

  function zoom(factor, { x, y } = view) {
    if (!factor) return fit();
    const k = Math.max(0.02, Math.min(8, view.k * factor));
    const part = view.k / k;
    goTo({ k, x: x + (view.x - x) * part, y: y + (view.y - y) * part });
  }

  /** Where a pointer is among the notes. */
  function placeOf({ clientX, clientY }) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: view.x + (clientX - left - width / 2) / view.k, y: view.y + (clientY - top - height / 2) / view.k };
  }

  function pick(event, reach) {
    const { x, y } = placeOf(event);
    let nearest;
    let least = reach / view.k;
    for (const note of notes.filter(isShown)) {
      const far = Math.hypot(note.x - x, note.y - y) - radiusOf(note, view);
      if (far < least) [nearest, least] = [note, far];
    }
    if (nearest !== chosen) choose(nearest);
  }

  /** Light up a note and those beside it, or none, under a real link. */
  function choose(note) {
    chosen = note;
    status.textContent = note?.title ?? saidAtFirst;
    link.hidden = !note?.address;
    link.ariaLabel = note?.title;
    link.href = new URL(note?.address ?? "", site);
    const links = lines.filter((ends) => ends.includes(note));
    const beside = new Set([note, ...links.flat()]);
    lit = [notes.filter((other) => beside.has(other)), links];
    draw();
  }

  function reveal(note) {
    choose(note);
    if (!isIn(note, view, 9)) goTo({ x: note.x, y: note.y });
  }

  Object.assign(box, {
    onpointerdown: (event) => fingers.set(event.pointerId, event),
    onpointerup: (event) => fingers.delete(event.pointerId),
    onpointerleave(event) {
      fingers.delete(event.pointerId);
      if (event.pointerType !== "touch") choose();
    },
    onpointermove(event) {
      const { clientX, clientY, pointerId } = event;
      if (!event.buttons) return pick(event, 6);
      const was = fingers.get(pointerId);
      if (!was || (distance(was, event) < 5 && !box.hasPointerCapture(pointerId))) return;
      box.setPointerCapture(pointerId);
      if (event.pointerType !== "touch") choose(); // Nor is there a link then that a drag could follow.
      fingers.delete(pointerId);
      const [other] = fingers.values();
      if (other) zoom(distance(other, event) / distance(other, was), placeOf(other));
      else goTo({ x: view.x + (was.clientX - clientX) / view.k, y: view.y + (was.clientY - clientY) / view.k });
      fingers.set(pointerId, event);
    },
    onclick(event) {
      if (event.target === canvas) pick(event, 14); // A finger lights up a note; the link is there for the next tap.
    },
    onwheel(event) {
      if (graph.dataset.vaultNote && innerWidth < 960 && !event.ctrlKey && document.activeElement !== box) return;
      event.preventDefault();
      zoom(2 ** (-event.deltaY * (event.ctrlKey ? 0.01 : 0.003)), placeOf(event));
    },
    onkeydown(event) {
      const { key } = event;
      if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey) return;
      const open = notes.filter(isShown);
      const next = open.indexOf(chosen) + (/Left|Up/.test(key) ? -1 : 1);
      if (key.startsWith("Arrow") && open.length) reveal(open.at(next % open.length));
      else if (key in FACTORS) zoom(FACTORS[key]);
      else if (key === "Escape") choose();
      else if (key === "Enter" && !link.hidden) link.click();
      else return;
      event.preventDefault();
    },
  });

  /** Begin another sheet, around what is in view now. */
  function repaint() {
    next = { ...view, width: view.width * LARGER, height: view.height * LARGER, canvas: document.createElement("canvas") };
    job = paint(next, notes, lines, "md-default-fg-color--lighter");
    isOld = false;
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
    const end = performance.now() + MILLISECONDS_IN_A_FRAME;
    while (job && performance.now() < end) {
      if (job.next().done) [sheet, job] = [next];
      canvas.getContext("2d").drawImage(next.canvas, 0, 0, 1, 1); // Or the browser would do all of it in the last frame.
    }
    const pen = penOf(view);
    pen.globalAlpha = chosen ? 0.2 : 1;
    if (sheet) {
      const [width, height] = [sheet.width / sheet.k, sheet.height / sheet.k];
      pen.drawImage(sheet.canvas, sheet.x - width / 2, sheet.y - height / 2, width, height);
    }
    if (chosen) Array.from(paint(view, ...lit, "vault-graph-here", pen));
    if (isOld && !job) repaint();
    if (job) draw();
  }

  /** Draw lines, notes, and titles where there is room; may pause anywhere. */
  function* paint(on, some, links, lineInk, pen = penOf(on)) {
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
      if (i % 100 < step) yield;
    }
    const visible = some.filter((note) => isShown(note) && isIn(note, on, -9));
    for (const [i, note] of [...visible.entries()].reverse()) {
      pen.fillStyle = ink(note.isFaint ? "md-default-fg-color--lightest" : `vault-graph-${note.colour}`);
      pen.beginPath();
      pen.arc(note.x, note.y, radiusOf(note, on), 0, 7);
      pen.fill();
      if (i % 100 === 0) yield;
    }
    Object.assign(pen, { lineWidth: 3 * pixel, strokeStyle: ink("md-default-bg-color"), fillStyle: ink("md-default-fg-color") });
    const room = [];
    for (const note of visible.filter(({ isFaint }) => !isFaint).slice(0, (on.width * on.height) / 3000)) {
      const text = note.title.replace(/^(.{24}).{2,}/su, "$1…");
      const half = pen.measureText(text).width / 2 + 3 * pixel;
      // What is in view keeps its title in view.
      const edge = isIn(note, { ...on, width: view.width }, 0) ? (view.width / 2) * pixel - half : Infinity;
      const x = Math.max(on.x - edge, Math.min(on.x + edge, note.x));
      const y = note.y + radiusOf(note, on) + 2 * pixel;
      if (room.some((other) => Math.abs(x - other.x) < half + other.half && Math.abs(y - other.y) < 15 * pixel)) continue;
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
      if (room.push({ x, y, half }) % 8 === 0) yield;
    }
  }

  for (const button of box.querySelectorAll("button")) button.onclick = () => zoom(Number(button.value));
  new ResizeObserver(fit).observe(box);
  const scheme = new MutationObserver(() => (box.isConnected ? repaint() : scheme.disconnect()));
  scheme.observe(document.body, { attributes: true });
  return { set, choose, reveal, fit, repaint };
}

/** A pen that counts as the notes' places do. */
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
