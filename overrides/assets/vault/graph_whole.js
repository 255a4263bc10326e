/** The page of the whole vault's graph: a field to find notes, filters by folder and tag. */
import { fetchJson, site } from "./site.js";
import { drawGraph } from "./graph_view.js";

const MOST_FOUND = 12;

export async function show(graph) {
  const [search, folder, tag] = graph.querySelectorAll("input, select");
  const [found, status] = graph.querySelectorAll(".vault-graph__found, [role=status]");
  const counts = status.textContent;
  const view = drawGraph(graph, (note) => (status.textContent = view.titles[note] ?? counts));
  const whole = await fetchJson("assets/vault/graph/whole.json");
  const [links, sizes] = [Uint32Array.from(whole.links), new Array(whole.folder.length).fill(0)];
  links.forEach((_, i) => {
    links[i] += (i % 2 && whole.links[i - 1] ? links[i - 1] : links[i - 2]) || 0;
    sizes[links[i]]++;
  });
  view.set({ places: whole.places, links, sizes, colours: whole.folder.map((number) => whole.folders[number][1]) });

  const { titles, addresses, tagged } = await fetchJson("assets/vault/graph/names.json");
  let address = "";
  view.addresses = titles.map((_, i) => (address = address.slice(0, addresses[2 * i]) + addresses[2 * i + 1]));
  view.titles = titles;
  const plainTitles = titles.map(plain);

  const find = () => {
    const words = plain(search.value).match(/\S+/g);
    const among = new Set(view.notes.filter((note) => view.shown(note) && words?.every((word) => plainTitles[note].includes(word))));
    view.lit = (note) => !words || among.has(note);
    found.replaceChildren(...[...among].slice(0, MOST_FOUND).map((note) => line(note)));
    view.repaint();
  };
  const line = (note) => {
    const link = Object.assign(document.createElement("a"), { href: new URL(view.addresses[note], site), textContent: titles[note] });
    link.onfocus = link.onpointerenter = () => view.choose(note, true);
    const item = document.createElement("li");
    item.append(link);
    return item;
  };
  const filter = () => {
    const isIn = whole.folders.map(([path]) => `${path}/`.startsWith(folder.value));
    view.shown = (note) => isIn[whole.folder[note]] && (!tag.value || tagged[note].includes(Number(tag.value)));
    view.choose(-1);
    view.zoom();
    find();
  };
  search.oninput = find;
  folder.onchange = tag.onchange = filter;
  for (const control of [search, folder, tag]) control.disabled = false;
  find();
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
