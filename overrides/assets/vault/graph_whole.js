/** The page of the whole vault's graph: a field to find notes, filters by folder and tag. */
import { fetchJson, site } from "./site.js";
import { GraphView } from "./graph_view.js";

const MOST_FOUND = 12;

export async function show(graph) {
  const [search, folder, tag] = graph.querySelectorAll("input, select");
  const [status, found] = graph.querySelectorAll("[role=status], .vault-graph__found");
  const counts = status.textContent;
  let titles = [];
  const view = new GraphView(graph, (note) => (status.textContent = titles[note] ?? counts));
  const whole = await fetchJson("assets/vault/graph/whole.json");
  const [links, sizes] = [Uint32Array.from(whole.links), new Uint32Array(whole.folder.length)];
  links.forEach((step, i) => {
    if (i % 2) links[i] = step + (whole.links[i - 1] ? links[i - 1] : links[i - 2] || 0);
    else links[i] = step + (links[i - 2] || 0);
    sizes[links[i]]++;
  });
  view.set({ places: whole.places, links, sizes, colours: whole.folder.map((number) => whole.folders[number][1]) });
  const names = await fetchJson("assets/vault/graph/names.json");
  const addresses = [];
  for (let i = 0; i < names.addresses.length; i += 2) addresses.push((addresses.at(-1) ?? "").slice(0, names.addresses[i]) + names.addresses[i + 1]);
  ({ titles } = Object.assign(view, { titles: names.titles, addresses }));
  const plainTitles = titles.map(plain);

  const find = () => {
    const words = plain(search.value).match(/\S+/g);
    const matches = words ? view.order.filter((note) => view.shown(note) && words.every((word) => plainTitles[note].includes(word))) : [];
    const among = new Set(matches);
    view.lit = (note) => !words || among.has(note);
    found.replaceChildren(...Array.from(matches.slice(0, MOST_FOUND), line));
    view.repaint();
  };
  const line = (note) => {
    const link = Object.assign(document.createElement("a"), { href: new URL(addresses[note], site), textContent: titles[note] });
    link.onfocus = link.onpointerenter = () => view.choose(note, true);
    const item = document.createElement("li");
    item.append(link);
    return item;
  };
  const filter = () => {
    const inFolder = whole.folders.map(([path]) => `${path}/`.startsWith(folder.value));
    view.shown = (note) => inFolder[whole.folder[note]] && (!tag.value || names.tagged[note].includes(Number(tag.value)));
    view.choose(-1);
    view.fit();
    find();
  };
  search.oninput = find;
  folder.onchange = tag.onchange = filter;
  for (const control of [search, folder, tag]) control.disabled = false;
  filter();
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
