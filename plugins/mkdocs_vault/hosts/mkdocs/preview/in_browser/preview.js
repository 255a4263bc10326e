/** The preview's own script: loads the page again when what it shows has changed, at the same place, and says what is wrong in its note. */
const OWN = new URL(".", import.meta.url);
const PLACE = "vault-preview-place";
const CLOSED = "vault-preview-closed";
const HEADINGS = "article :is(h1, h2, h3, h4, h5, h6)[id]";

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** The heading last passed, and how far below it the reader is; without one, how far below the top. */
function place() {
  const passed = [...document.querySelectorAll(HEADINGS)].filter((heading) => heading.getBoundingClientRect().top <= innerHeight / 4).pop();
  return { page: location.pathname, heading: passed?.id ?? "", below: passed ? passed.getBoundingClientRect().top : -scrollY };
}

function goBack() {
  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  sessionStorage.removeItem(PLACE);
  if (kept?.page !== location.pathname) return;
  const heading = kept.heading && document.getElementById(kept.heading);
  const top = heading ? heading.getBoundingClientRect().top + scrollY : 0;
  if (heading || !kept.heading) scrollTo({ top: top - kept.below, behavior: "instant" });
}

function loadAgain() {
  sessionStorage.setItem(PLACE, JSON.stringify(place()));
  location.reload();
}

/** What is wrong, as a list of items: where, what, and the code that the guide explains. */
function item({ level, place: where, text, code }) {
  const parts = [where && make("span", { className: "vault-preview-where" }, where), text, code && make("code", {}, code)];
  return make("li", { className: `vault-preview-${level}` }, ...parts.filter(Boolean).flatMap((part) => [part, " "]));
}

const isNotice = ({ level }) => level === "info";

/** The warnings first. What was only repaired waits until it is asked for: the notes of videos may hold a hundred such lines. */
function panel(messages, key, stayOpen) {
  const warnings = messages.filter((message) => !isNotice(message));
  const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
  const title = make("h2", { id: "vault-preview-title" }, `${count} on this page`);
  const list = make("ul", { tabIndex: 0 }, ...[...warnings, ...messages.filter(isNotice)].map(item));
  const details = make("details", { open: stayOpen || warnings.length > 0 }, make("summary", {}, title), list);
  list.setAttribute("aria-labelledby", title.id);
  const section = make("section", { id: "vault-preview", className: warnings.length ? "" : "vault-preview-notices", lang: "en", dir: "ltr" });
  const close = make("button", { type: "button", ariaLabel: "Close the messages of the preview", title: "Close" }, "\u00d7");
  section.setAttribute("aria-labelledby", title.id);
  const shut = () => {
    sessionStorage.setItem(CLOSED, key);
    section.remove();
  };
  close.addEventListener("click", shut);
  section.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  section.append(details, close);
  return section;
}

function showMessages(messages) {
  const stayOpen = document.querySelector("#vault-preview [open]") !== null;
  document.getElementById("vault-preview")?.remove();
  const key = `${location.pathname} ${JSON.stringify(messages)}`;
  if (!messages.length || sessionStorage.getItem(CLOSED) === key) return;
  document.body.append(panel(messages, key, stayOpen));
  say(messages.length === 1 ? messages[0].text : `${messages.length} messages on this page`);
}

/** Tells a screen reader, which hears only changes of what is already there. */
function say(text) {
  let voice = document.getElementById("vault-preview-voice");
  if (!voice) {
    voice = make("div", { id: "vault-preview-voice", role: "status", lang: "en" });
    document.body.append(voice);
  }
  setTimeout(() => (voice.textContent = text), 100);
}

let source;

function disconnect() {
  source?.close();
  source = undefined;
}

/** A browser has few connections for one server: only a page that is seen keeps one. */
function connect() {
  disconnect();
  if (document.visibilityState !== "visible") return;
  const address = new URL("events", OWN);
  address.searchParams.set("page", location.pathname);
  address.searchParams.set("digest", document.querySelector('meta[name="vault-preview"]')?.content ?? "");
  source = new EventSource(address);
  source.addEventListener("reload", loadAgain);
  source.addEventListener("messages", (event) => showMessages(JSON.parse(event.data)));
}

document.addEventListener("visibilitychange", connect);
addEventListener("pagehide", disconnect);
addEventListener("pageshow", (event) => event.persisted && connect());
if (document.readyState === "complete") goBack();
else addEventListener("load", () => requestAnimationFrame(goBack));
if (window.document$) {
  // Material's instant loading shows other pages without loading this script again.
  let shown = "";
  window.document$.subscribe(() => {
    if (shown !== location.pathname) {
      shown = location.pathname;
      document.getElementById("vault-preview")?.remove();
      connect();
    }
  });
} else connect();
