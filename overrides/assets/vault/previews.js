/** What a link leads to, shown beside it for a resting mouse and for keyboard focus, nested once. */
const LINKS = "a.vault-link[href], a.footnote-ref[href]";
const OPEN_AFTER = 350;
const CLOSE_AFTER = 250;
const DEEPEST = 2;
const MOST_BLOCKS = 12;
const KEPT_PAGES = 20;
const GAP = 8;
/** What isn't the note's text, or can't work in a copy. */
const LEFT_OUT = [
  ".vault-facts, .vault-properties, .vault-around, .vault-video, .vault-moments, .vault-graph, .vault-nav, .vault-previews, .vault-more",
  ".md-content__button, .md-source-file, .md-feedback, .md-tags, .headerlink, .md-clipboard, .md-code__nav, .footnote-backref",
  "article > nav, article > form, script, style, iframe, video, audio, object, embed",
].join();
const ADDRESSES = ["href", "src", "poster"];

const pages = new Map();
const open = [];
let label = "{title}";
let opening;
let closing;
let isListening = false;

export function start([element]) {
  label = element.dataset.label;
  closeTo(0);
  const isOfMaterial = document.getElementById("__config")?.textContent.includes('"navigation.instant.preview"');
  if (isListening || isOfMaterial) return;
  isListening = true;
  document.addEventListener("pointerover", onPointer);
  document.addEventListener("pointerdown", (event) => event.target.closest(".vault-preview") || closeAll());
  document.addEventListener("click", (event) => event.target.closest("a") && closeAll());
  document.addEventListener("focusin", onFocus);
  document.addEventListener("keydown", onKey);
  // A reader may have been faster than this script.
  const link = document.querySelector(matchMedia("(hover: hover)").matches ? "a:focus-visible, a:hover" : "a:focus-visible");
  if (link) openSoon(link, 0);
}

function onPointer(event) {
  if (event.pointerType !== "mouse") return;
  const depth = depthOf(event.target);
  const link = openSoon(event.target, depth);
  if (!link) keep(depth);
  else if (open[depth]?.link === link) keep(depth + 1);
}

/** The link that a place is in, if its preview opens soon or is open. */
function openSoon(element, depth) {
  clearTimeout(opening);
  const link = element.closest(LINKS);
  if (!link || !canShow(link, depth)) return null;
  if (open[depth]?.link !== link) opening = setTimeout(() => show(link, depth), OPEN_AFTER);
  return link;
}

/** Close what is deeper, a moment later: the way there may lead past other things. */
function keep(depth) {
  clearTimeout(closing);
  if (open.length > depth) closing = setTimeout(() => closeTo(depth), CLOSE_AFTER);
}

function onFocus(event) {
  const depth = depthOf(event.target);
  if (event.target.matches(":focus-visible") && openSoon(event.target, depth)) return;
  if (open.some((preview) => preview.byKeyboard)) closeTo(depth);
}

function onKey(event) {
  const last = open.at(-1);
  if (event.key === "Escape") {
    clearTimeout(opening);
    if (!last) return;
    const hadFocus = last.box.contains(document.activeElement);
    closeTo(open.length - 1);
    if (hadFocus) last.link.focus();
    clearTimeout(opening);
    event.stopPropagation();
  } else if (event.key === "ArrowDown" && last && document.activeElement === last.link) {
    event.preventDefault();
    last.box.focus();
  }
}

/** How many previews a place stands in. */
function depthOf(element) {
  return open.findIndex((preview) => preview.box.contains(element)) + 1;
}

function canShow(link, depth) {
  const url = new URL(link.href);
  const isPage = /(\/[^.]*|\.html)$/.test(url.pathname);
  return depth < DEEPEST && isPage && url.origin === location.origin && !link.closest(".md-nav, h1, .vault-embed-title");
}

async function show(link, depth) {
  const byKeyboard = link.matches(":focus-visible");
  const url = new URL(link.href);
  const page = await pageAt(url);
  const content = page && contentOf(page, url);
  if (!content || !link.isConnected || !(link.matches(":hover") || link.matches(":focus"))) return;
  closeTo(depth);
  clearTimeout(closing);
  const box = document.createElement("div");
  const ariaLabel = label.replace("{title}", link.textContent);
  Object.assign(box, { className: "vault-preview md-typeset", tabIndex: 0, role: "dialog", ariaLabel });
  box.append(content);
  document.body.append(box);
  place(box, link);
  open.push({ box, link, byKeyboard });
}

function closeTo(depth) {
  while (open.length > depth) open.pop().box.remove();
}

function closeAll() {
  clearTimeout(opening);
  closeTo(0);
}

/** The page at an address, fetched once; this one is at hand. */
function pageAt(url) {
  const address = url.origin + url.pathname;
  if (address === location.origin + location.pathname) return document;
  if (!pages.has(address)) pages.set(address, fetchPage(address).catch(() => null));
  if (pages.size > KEPT_PAGES) pages.delete(pages.keys().next().value);
  return pages.get(address);
}

async function fetchPage(address) {
  const response = await fetch(address);
  const isPage = response.ok && response.headers.get("content-type")?.includes("html");
  return isPage ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

/** A copy of what an address names, without ids. */
function contentOf(page, url) {
  const article = page.querySelector("article.md-content__inner");
  const blocks = article && blocksAt(article, decodeURIComponent(url.hash.slice(1)));
  if (!blocks?.length) return null;
  const content = document.createElement("div");
  for (const block of blocks) content.append(document.importNode(block, true));
  for (const element of content.querySelectorAll(LEFT_OUT)) element.remove();
  for (const element of content.querySelectorAll("*")) absolute(element, url);
  return content.textContent.trim() || content.querySelector("img, svg, math") ? content : null;
}

function absolute(element, url) {
  for (const name of ["id", "name", "srcset"]) element.removeAttribute(name);
  for (const name of ADDRESSES) {
    if (element.hasAttribute(name)) element.setAttribute(name, new URL(element.getAttribute(name), url).href);
  }
}

/** The whole note, a section, or one block. */
function blocksAt(article, id) {
  if (!id) return [...article.children].filter((element) => !element.matches(LEFT_OUT)).slice(0, MOST_BLOCKS);
  const target = article.ownerDocument.getElementById(id);
  if (!target || !article.contains(target)) return null;
  const heading = target.closest("h1, h2, h3, h4, h5, h6");
  if (!heading) return [target.textContent.trim() || target.children.length ? target : target.parentElement];
  const blocks = [heading];
  for (let next = heading.nextElementSibling; next && blocks.length < MOST_BLOCKS; next = next.nextElementSibling) {
    if (/^H[1-6]$/.test(next.tagName) && next.tagName <= heading.tagName) break;
    if (next.matches(".vault-around, .md-source-file, .footnote")) break;
    if (!next.matches(LEFT_OUT)) blocks.push(next);
  }
  return blocks;
}

/** Below the link, or above it where there is more room. */
function place(box, link) {
  const line = link.getClientRects()[0];
  const room = { below: innerHeight - line.bottom - GAP, above: line.top - GAP };
  const isBelow = room.below >= box.offsetHeight || room.below >= room.above;
  const width = document.documentElement.clientWidth;
  const start = getComputedStyle(link).direction === "rtl" ? line.right - box.offsetWidth : line.left;
  box.style.maxHeight = `${Math.max(120, Math.min(box.offsetHeight, isBelow ? room.below - GAP : room.above - GAP))}px`;
  box.style.left = `${Math.max(GAP, Math.min(start, width - box.offsetWidth - GAP)) + scrollX}px`;
  box.style.top = `${(isBelow ? line.bottom + GAP / 2 : line.top - GAP / 2 - box.offsetHeight) + scrollY}px`;
}
