/** What the search finds: notes, headings above the words, and tags to choose among. */
import { fetchJson, site } from "./site.js";

const FOLDER = "assets/vault/search/";
const OPTIONS = { baseUrl: "/", excerptLength: 24, ranking: { metaWeights: { title: 6, aliases: 6, tags: 2, path: 0.5 } } };
const AT_ONCE = 8;
const MOST_TAGS = 12;
const MOST_SECTIONS = 3;

export class Results {
  constructor(searchBox) {
    this.searchBox = searchBox;
    this.box = searchBox.box;
    this.list = this.box.querySelector("ol");
    this.tags = this.box.querySelector(".vault-search__tags");
    this.texts = this.box.dataset;
    this.tags.addEventListener("click", ({ target }) => this.choose(target.closest("button")));
    this.end = make("div", "vault-search__end");
    this.list.after(this.end);
    this.observer = new IntersectionObserver(([entry]) => entry.isIntersecting && this.more(), { rootMargin: "200px" });
    this.observer.observe(this.end);
    this.turn = 0;
  }

  /** Show what is found for some words; `#tag` among them is a filter. */
  async show(words) {
    if (words === this.words) return;
    this.words = words;
    const turn = ++this.turn;
    try {
      if (!this.languages) this.searchBox.say(this.texts.vaultWait);
      this.languages ??= openIndex();
      const found = await this.find(await this.languages, words);
      if (turn === this.turn) await this.print(found);
    } catch (error) {
      console.warn("mkdocs-vault: the search has failed", error);
      this.languages = this.words = undefined;
      this.searchBox.say(this.texts.vaultFailed);
    }
  }

  async find({ instances, tags }, words) {
    const chosen = [];
    const text = words.replace(/(^|\s)#(\S+)/gu, (whole, space, name) => {
      const tag = tags.get(name.toLowerCase());
      if (tag) chosen.push(tag);
      return tag ? space : whole;
    });
    const isEmpty = !text.trim();
    if (isEmpty && !chosen.length) return { results: [], tags: [], chosen };
    const answers = await Promise.all(instances.map((instance) => instance.search(isEmpty ? null : text, { filters: { tag: chosen } })));
    const counts = new Map();
    for (const [tag, count] of answers.flatMap(({ filters }) => Object.entries(filters.tag ?? {})))
      if (count) counts.set(tag, (counts.get(tag) ?? 0) + count);
    const results = answers.flatMap((answer) => answer.results).sort((one, other) => other.score - one.score);
    const some = [...counts].filter(([tag]) => !chosen.includes(tag)).sort(([, one], [, other]) => other - one);
    return { results, tags: some.slice(0, MOST_TAGS), chosen, terms: termsOf(text) };
  }

  async print({ results, tags, chosen, terms }) {
    const { vaultPlaceholder, vaultNone, vaultOne, vaultOther } = this.texts;
    const count = results.length;
    this.searchBox.say(!this.words.trim() ? vaultPlaceholder : count > 1 ? vaultOther.replace("#", count) : count ? vaultOne : vaultNone);
    this.tags.replaceChildren(...chosen.map((tag) => chip(tag)), ...tags.map(([tag, number]) => chip(tag, number)));
    this.tags.hidden = !this.tags.childElementCount;
    this.rest = results;
    this.terms = terms;
    this.list.replaceChildren();
    this.list.closest(".md-search__scrollwrap").scrollTop = 0;
    await this.more();
  }

  /** The next results, as far as they are looked at. */
  async more() {
    const { turn, terms } = this;
    const next = this.rest?.splice(0, AT_ONCE) ?? [];
    const pages = await Promise.all(next.map((result) => result.data()));
    if (turn !== this.turn || !pages.length) return;
    this.list.append(...pages.map((page) => this.item(page, terms)));
    this.observer.unobserve(this.end); // Tells again whether it is seen.
    this.observer.observe(this.end);
  }

  item(page, terms) {
    // Only a first heading that says the title is the title.
    const isTop = ({ anchor, title }) => !anchor || (anchor.element === "h1" && title === page.meta.title);
    const top = page.sub_results.find(isTop);
    const sections = page.sub_results.filter((section) => !isTop(section)).sort((one, other) => weight(other) - weight(one));
    const excerpt = top?.excerpt ?? (sections.length ? "" : page.excerpt);
    const first = link(page, "", ...head(page, terms), text(excerpt), tagsOf(page));
    const links = sections.map((section) => link(page, section.anchor.id, marked("h2", "", section.title, terms), text(section.excerpt)));
    const shown = links.splice(0, MOST_SECTIONS);
    return make("li", "md-search-result__item", first, ...shown, links.length && this.folded(links));
  }

  folded(links) {
    const { vaultMoreOne, vaultMoreOther } = this.texts;
    const said = make("div", "", links.length > 1 ? vaultMoreOther.replace("#", links.length) : vaultMoreOne);
    return make("details", "md-search-result__more", make("summary", "", said), ...links);
  }

  /** A tag is chosen by writing it, so that it can be seen and taken back. */
  choose(button) {
    if (!button) return;
    const tag = `#${button.dataset.vaultTag}`;
    const { query } = this.searchBox;
    const words = query.value.split(/\s+/).filter((word) => word && word.toLowerCase() !== tag.toLowerCase());
    query.value = [...words, ...(button.ariaPressed === "true" ? [] : [tag])].join(" ");
    query.focus();
    this.searchBox.ask();
  }
}

/** One index a language: words are cut and shortened by its rules. */
async function openIndex() {
  const { languages, parts } = await fetchJson(`${FOLDER}pagefind-entry.json`);
  const instances = await Promise.all(Object.keys(languages).map((language) => instanceFor(language, parts?.[language] ?? [])));
  const filters = await Promise.all(instances.map((instance) => instance.filters()));
  const tags = filters.flatMap(({ tag }) => Object.keys(tag ?? {}));
  return { instances, tags: new Map(tags.map((tag) => [tag.toLowerCase(), tag])) };
}

/**
 * A module for each, as one has one memory. It takes the document's language, whatever it is told, and no worker, as it gives up a slow one.
 * A large index has further parts, in folders of their own.
 */
async function instanceFor(language, parts) {
  const pagefind = await import(new URL(`${FOLDER}pagefind.js?${language}`, site));
  const root = document.documentElement;
  const own = root.lang;
  root.lang = language;
  const instance = pagefind.createInstance({ ...OPTIONS, noWorker: true });
  root.lang = own;
  await instance.init();
  if (parts.length) await instance.filters(); // Fails without the first part, for which the others would wait for ever.
  await Promise.all(parts.map((part) => instance.mergeIndex(new URL(`${FOLDER}${part}/`, site).href, { ...OPTIONS, language })));
  return instance;
}

function weight({ weighted_locations: places }) {
  return places.reduce((sum, { balanced_score: score }) => sum + score, 0);
}

function head({ meta }, terms) {
  const below = [meta.path, meta.aliases].filter(Boolean).join(" · ");
  const path = below && marked("p", "vault-search__path", below, terms);
  return [make("div", "md-search-result__icon md-icon"), marked("h1", "", meta.title, terms), path];
}

/** An excerpt of Pagefind's: text with `<mark>` in it, and what could be HTML escaped. */
function text(excerpt) {
  const line = excerpt && marked("p", "", excerpt, /<\/?mark>/);
  if (line) for (const part of line.childNodes) part.textContent = part.textContent.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return line;
}

function tagsOf({ meta }) {
  const tags = meta.tags?.split(" ").map((tag) => make("span", "md-tag", tag.slice(1)));
  return tags && make("div", "md-tags", ...tags);
}

function chip(tag, count) {
  const button = make("button", "md-tag", `#${tag}`);
  button.type = "button";
  button.dir = "auto";
  button.ariaPressed = String(count === undefined);
  button.dataset.vaultTag = tag;
  if (count) button.append(make("span", "vault-search__count", String(count)));
  return button;
}

function link(page, anchor, ...content) {
  const link = make("a", "md-search-result__link", make("article", "md-search-result__article md-typeset", ...content));
  link.href = new URL(page.raw_url + (anchor && `#${encodeURIComponent(anchor)}`), site);
  return link;
}

function termsOf(text) {
  const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
  return words.length ? new RegExp(`(${words.map((word) => `(?<![\\p{L}\\p{N}])${word}`).join("|")})`, "giu") : null;
}

/** A text in its direction, what was asked for marked. */
function marked(name, className, words, split) {
  const parts = words.split(split ?? "\0");
  const element = make(name, className, ...parts.map((part, at) => (at % 2 && part ? make("mark", "", part) : part)));
  element.dir = "auto";
  return element;
}

function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content.filter(Boolean));
  return element;
}
