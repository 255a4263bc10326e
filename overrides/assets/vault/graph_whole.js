/** The page of the whole graph: a field to find notes, filters by folder and tag. */
import { fetchJson, site } from "./site.js";
import { drawGraph } from "./graph_view.js";

const MOST_FOUND = 12;

export async function show(graph) {
  const [search, folder, tag] = graph.querySelectorAll("input, select");
  const bar = graph.querySelector("fieldset");
  const found = graph.querySelector(".vault-graph__found");
  const view = drawGraph(graph);
  const { notes: rows, folders } = await fetchJson("assets/vault/graph/whole.json");
  const notes = rows.map(([x, y, at], number) => ({ number, x, y, at, colour: folders[at][1], links: 0, title: "" }));
  const lines = rows.flatMap((row, number) => row[3].map((other) => [notes[number], notes[other]]));
  for (const note of lines.flat()) note.links++;
  view.set([notes, lines]);

  const names = await fetchJson("assets/vault/graph/names.json");
  for (const note of notes) {
    [note.title, note.address, note.tags] = names[note.number];
    note.plain = plain(note.title);
  }
  const find = () => {
    const words = plain(search.value).match(/\S+/g);
    for (const note of notes) {
      note.isHidden = !`${folders[note.at][0]}/`.startsWith(folder.value) || (tag.value && !note.tags.includes(Number(tag.value)));
      note.isFaint = words?.some((word) => !note.plain.includes(word));
    }
    const some = words ? notes.filter((note) => !note.isHidden && !note.isFaint) : [];
    found.replaceChildren(...some.slice(0, MOST_FOUND).map(line));
    view.choose();
    view.repaint();
  };
  const line = (note) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.onfocus = link.onpointerenter = () => view.reveal(note);
    Object.assign(link, { href: new URL(note.address, site), textContent: note.title });
    return item;
  };
  bar.oninput = find;
  folder.onchange = tag.onchange = view.fit;
  bar.disabled = false;
  find();
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
