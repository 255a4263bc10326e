/** The graph beside a note: the notes within one to three links, fetched as far as its reader wants to see. */
import { fetchJson } from "./site.js";
import { GraphView } from "./graph_view.js";

const [MOST_NOTES, MOST_FILES, KEPT] = [120, 40, "vault-graph-depth"];

export async function show(graph) {
  const choices = [...graph.querySelectorAll("input")];
  const kept = window.__md_get?.(KEPT);
  let found;
  const view = new GraphView(graph, (note) => (graph.querySelector("[role=status]").textContent = found.titles[note] ?? ""));
  const render = async (depth) => view.set((found = await around(graph.dataset, depth)));
  for (const choice of choices) {
    if (choice.value === kept) choice.checked = true;
    choice.onchange = () => {
      window.__md_set?.(KEPT, choice.value);
      render(choice.value);
    };
  }
  await render(choices.find((choice) => choice.checked).value);
}

/** The notes around one, nearest first, in rings, and the links between them. */
async function around({ vaultNote, vaultBuckets }, depth) {
  const [rows, links, files] = [[[, vaultNote]], [], new Set()];
  const numbers = new Map([[vaultNote, 0]]);
  const [places, pairs] = [[0, 0], new Set()];
  let ring = [0];
  for (let step = 1; step <= depth; step++) {
    const records = await Promise.all(ring.map((note) => record(rows[note][1], vaultBuckets, files)));
    const next = [];
    for (const [i, data] of records.entries()) {
      if (!data) continue;
      rows[ring[i]] = data.own;
      for (const row of data.near) {
        if (numbers.has(row[1]) || rows.length >= MOST_NOTES) continue;
        numbers.set(row[1], rows.length);
        next.push(rows.push(row) - 1);
      }
      for (const ends of data.pairs) {
        const [a, b] = ends.map((address) => numbers.get(address));
        const pair = [a, b].sort().join();
        if (a === undefined || b === undefined || pairs.has(pair)) continue;
        pairs.add(pair);
        links.push(a, b);
      }
    }
    next.forEach((_, i) => {
      const [angle, far] = [(2 * Math.PI * (i + step / 2)) / next.length, Math.max(step * 75, next.length * 7) * (i % 2 ? 1 : 0.75)];
      places.push(far * Math.sin(angle), -far * Math.cos(angle));
    });
    ring = next;
  }
  const [titles, addresses, colours, sizes] = [0, 1, 2, 3].map((column) => rows.map((row) => row[column]));
  return { here: 0, places, links, titles, addresses, colours, sizes };
}

/** What is known of a note and those beside it; nothing once many files have been fetched. */
async function record(address, buckets, files) {
  const bucket = [...address].reduce((number, letter) => (number * 31 + letter.codePointAt(0)) % 65521, 0) % buckets;
  if (files.size >= MOST_FILES && !files.has(bucket)) return null;
  files.add(bucket);
  const { rows, near, between } = await fetchJson(`assets/vault/graph/near-${bucket}.json`);
  const at = rows.findIndex((row) => row[1] === address);
  if (at < 0 || !near[at]) return null;
  const pairs = near[at].map((other) => [address, rows[other][1]]);
  for (let i = 0; i < between[at].length; i += 2) pairs.push([rows[between[at][i]][1], rows[between[at][i + 1]][1]]);
  return { own: rows[at], near: near[at].map((other) => rows[other]), pairs };
}
