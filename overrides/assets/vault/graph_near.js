/** The graph beside a note: the notes within one to three links, fetched as far as its reader wants to see. */
import { fetchJson } from "./site.js";
import { drawGraph } from "./graph_view.js";

const [MOST_NOTES, MOST_FILES, KEPT] = [120, 24, "vault-graph-depth"];

export async function show(graph) {
  const status = graph.querySelector("[role=status]");
  const view = drawGraph(graph, (note) => (status.textContent = view.titles[note] ?? ""));
  const choices = [...graph.querySelectorAll("input")];
  const kept = window.__md_get?.(KEPT);
  for (const choice of choices) {
    choice.checked = kept ? choice.value === kept : choice.checked;
    choice.onchange = async () => {
      window.__md_set?.(KEPT, choice.value);
      view.set(await around(graph.dataset, choice.value));
    };
  }
  view.set(await around(graph.dataset, choices.find((choice) => choice.checked).value));
}

/** The notes around one in rings, nearest first, and the links between them. */
async function around({ vaultNote, vaultBuckets }, depth) {
  const [rows, places, pairs] = [new Map(), [0, 0], []];
  let ring = [vaultNote];
  for (let step = 1; step <= depth; step++) {
    const before = Math.max(rows.size, 1);
    for (const { near, links } of await Promise.all(ring.slice(0, MOST_FILES).map((address) => beside(address, vaultBuckets)))) {
      for (const row of near) if (rows.size < MOST_NOTES || rows.has(row[1])) rows.set(row[1], row);
      pairs.push(...links);
    }
    ring = [...rows.keys()].slice(before);
    ring.forEach((_, i) => {
      const [angle, far] = [(2 * Math.PI * (i + step / 2)) / ring.length, Math.max(step * 75, ring.length * 7) * (i % 2 ? 1 : 0.75)];
      places.push(far * Math.sin(angle), -far * Math.cos(angle));
    });
  }
  const numbers = new Map([...rows.keys()].map((address, number) => [address, number]));
  const known = pairs.map((ends) => ends.map((address) => numbers.get(address)).sort()).filter((ends) => ends[1] !== undefined);
  const links = Object.values(Object.fromEntries(known.map((ends) => [ends, ends]))).flat();
  const [titles, addresses, colours, sizes] = [0, 1, 2, 3].map((column) => [...rows.values()].map((row) => row[column]));
  return { here: 0, places, links, titles, addresses, colours, sizes };
}

/** What the data has of a note and of those beside it. */
async function beside(address, buckets) {
  const bucket = [...address].reduce((number, letter) => (number * 31 + letter.codePointAt(0)) % 65521, 0) % buckets;
  const { rows, near, links } = await fetchJson(`assets/vault/graph/near-${bucket}.json`);
  const at = rows.findIndex((row) => row[1] === address);
  return { near: [at, ...near[at]].map((i) => rows[i]), links: links[at].map((ends) => ends.map((i) => rows[i][1])) };
}
