/** The navigation that a page doesn't carry: folders are fetched when opened, the rest of long ones on request. */
import { fetchJson, make, site } from "./site.js";

const opened = new Set();

export function start(navs) {
  for (const nav of navs) {
    nav.querySelectorAll("[data-vault-folder]").forEach((link) => makeFolder(link, nav));
    nav.querySelectorAll("[data-vault-random]").forEach(makeRandom);
    nav.querySelectorAll("[data-vault-more]").forEach((line) => makeMore(line, nav));
    showPage(nav.querySelector("[aria-current]")?.parentElement);
  }
}

/** In the drawer of a phone each level scrolls by itself. */
function showPage(line) {
  const list = line?.parentElement;
  if (list) list.scrollTop += line.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}

/** A link to a folder's page gets an arrow that opens it in place. */
function makeFolder(link, nav) {
  const key = link.dataset.vaultFolder;
  const line = link.parentElement;
  const level = Number(line.closest("nav").dataset.mdLevel) + 1;
  const total = link.dataset.vaultTotal;
  const title = link.querySelector(".md-ellipsis").innerHTML;
  delete link.dataset.vaultFolder;

  const id = `__nav_${key}`;
  line.classList.add("md-nav__item--nested");
  line.insertAdjacentHTML(
    "beforeend",
    `<input class="md-nav__toggle md-toggle" type="checkbox" id="${id}">
    <div class="md-nav__link md-nav__container">
      <label class="md-nav__link" for="${id}" id="${id}_label" tabindex="0"><span class="md-nav__icon md-icon"></span><span class="vault-nav__name">${title}</span></label>
    </div>
    <nav class="md-nav" data-md-level="${level}" aria-labelledby="${id}_label" aria-expanded="false">
      <label class="md-nav__title" for="${id}"><span class="md-nav__icon md-icon"></span>${title}</label>
      <ul class="md-nav__list" data-vault-level="${key}" data-vault-start="0" data-vault-total="${total}"></ul>
    </nav>`,
  );
  const [toggle, container, below] = [...line.children].slice(-3);
  const list = below.lastElementChild;
  container.prepend(link);

  const show = async () => {
    below.setAttribute("aria-expanded", String(toggle.checked));
    if (toggle.checked) opened.add(key);
    else opened.delete(key);
    if (toggle.checked && !list.childElementCount) await fill(list, 0, nav);
  };
  toggle.addEventListener("change", show);
  if (opened.has(key)) {
    toggle.checked = true;
    show();
  }
}

/** The part of a folder with the item at a place, before or after what is there. */
async function fill(list, place, nav, { before = false } = {}) {
  const { vaultInAFile } = nav.dataset;
  const part = Math.floor(place / vaultInAFile);
  const first = part * vaultInAFile;
  const { vaultLevel, vaultTotal } = list.dataset;
  const partOf = (number) => fetchJson(`assets/vault/nav/${vaultLevel}-${number}.json`);
  const items = await partOf(part);
  const shown = before ? items.slice(0, place + 1 - first) : items.slice(place - first);
  // One more would only take the place of a line that says so.
  if (!before && vaultTotal - place - shown.length === 1) shown.push((await partOf(part + 1))[0]);
  const lines = shown.map(([title, address, key, total]) => lineOf(title, address, key, total));
  list.querySelector(`:scope > [data-vault-more=${before ? "before" : "after"}]`)?.remove();
  const own = list.querySelector(":scope > .vault-nav__own");
  const height = list.scrollHeight;
  const left = before ? first : vaultTotal - place - shown.length;
  const more = left > 0 ? [moreLine(before ? "before" : "after", left, nav)] : [];
  if (before) {
    list.prepend(...more, ...lines);
    list.dataset.vaultStart = first;
  } else if (own) own.before(...lines, ...more);
  else list.append(...lines, ...more);
  for (const line of lines) line.querySelectorAll("[data-vault-folder]").forEach((link) => makeFolder(link, nav));
  if (before) list.closest(".md-sidebar__scrollwrap").scrollTop += list.scrollHeight - height;
  return lines;
}

function lineOf(title, address, key, total) {
  const line = make("li", { className: "md-nav__item" });
  const link = make("a", { className: "md-nav__link", href: new URL(address, site) });
  link.append(make("span", { className: "md-ellipsis", innerHTML: title }));
  if (key) Object.assign(link.dataset, { vaultFolder: key, vaultTotal: total });
  line.append(link);
  return line;
}

function moreLine(where, count, nav) {
  const line = make("li", { className: "md-nav__item vault-nav__more" });
  line.dataset.vaultMore = where;
  line.append(make("a", { className: "md-nav__link", href: "#", textContent: nav.dataset.vaultTextMore.replace("{count}", count) }));
  makeMore(line, nav);
  return line;
}

function makeMore(line, nav) {
  const before = line.dataset.vaultMore === "before";
  line.querySelector("a").onclick = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const list = line.parentElement;
    const start = Number(list.dataset.vaultStart);
    const shown = list.querySelectorAll(":scope > .md-nav__item:not(.vault-nav__more, .vault-nav__own)").length;
    const lines = await fill(list, before ? start - 1 : start + shown, nav, { before });
    lines.at(before ? -1 : 0)?.querySelector("a").focus({ preventScroll: before });
  };
}

/** A link to any note, chosen on the way. */
function makeRandom(link) {
  link.hidden = false;
  const { vaultRandom, vaultInAFile } = link.dataset;
  link.onclick = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const number = Math.floor(Math.random() * vaultRandom);
    const addresses = await fetchJson(`assets/vault/notes/all-${Math.floor(number / vaultInAFile)}.json`);
    location.assign(new URL(addresses[number % vaultInAFile], site));
  };
}
