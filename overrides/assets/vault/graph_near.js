/** The graph beside a note: the notes within one to three links, as far as its reader wants to see. */
import { fetchJson } from "./site.js";
import { drawGraph } from "./graph_view.js";

const MOST_NOTES = 120;
const MOST_FILES = 24;
const KEPT = "vault-graph-depth";

export async function show(graph) {
  const view = drawGraph(graph);
  const kept = graph.querySelector(`[value="${window.__md_get?.(KEPT)}"]`);
  if (kept) kept.checked = true;
  const draw = async () => view.set(await around(graph.dataset, graph.querySelector(":checked").value));
  graph.onchange = ({ target }) => {
    window.__md_set?.(KEPT, target.value);
    return draw();
  };
  await draw();
}

/** The notes around one, nearest first, and the links between them. */
async function around({ vaultNote, vaultBucket }, depth) {
  const notes = new Map();
  const lines = {};
  let ring = [{ address: vaultNote, bucket: vaultBucket }];
  for (let step = 1; step <= depth; step++) {
    const before = notes.size || 1;
    for (const { rows, links } of await Promise.all(ring.slice(0, MOST_FILES).map(beside))) {
      for (const [address, title, colour, links, bucket] of rows) {
        if (notes.size < MOST_NOTES && !notes.has(address)) notes.set(address, { address, title, colour, links, bucket });
      }
      for (const ends of links) {
        const line = ends.map((end) => notes.get(rows[end][0]));
        if (line.every(Boolean)) lines[line.map(({ address }) => address).sort()] = line;
      }
    }
    ring = [...notes.values()].slice(before);
    ring.forEach((note, i) => {
      const angle = (2 * Math.PI * (i + step / 2)) / ring.length;
      const far = Math.max(step * 75, ring.length * 7) * (i % 2 ? 1 : 0.75);
      Object.assign(note, { x: far * Math.sin(angle), y: -far * Math.cos(angle) });
    });
  }
  Object.assign(notes.get(vaultNote), { x: 0, y: 0, address: "", colour: "here", links: Infinity });
  return [[...notes.values()], Object.values(lines)];
}

/** The data of a note and of those beside it. */
async function beside({ address, bucket }) {
  return (await fetchJson(`assets/vault/graph/near-${bucket}.json`))[address];
}
