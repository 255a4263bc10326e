/** Notes with names like the address that leads nowhere. */
import { bucketOf, wordsOf } from "./names.js";
import { fetchJson, make, site } from "./site.js";

const MOST = 5;
const MOST_FILES = 4;
const ALIKE = 0.3;

export async function start([box]) {
  const { vaultShards: count, vaultLetters } = box.dataset;
  const wanted = lastName(location.pathname);
  const words = wordsOf(wanted);
  const buckets = [...new Set(words.map((word) => bucketOf([...word].slice(0, vaultLetters), count)))].slice(0, MOST_FILES);
  const found = new Map();
  const files = await Promise.allSettled(buckets.map((bucket) => fetchJson(`assets/vault/notes/names-${bucket}.json`)));
  for (const [title, address] of files.flatMap((file) => file.value ?? [])) {
    const likeness = Math.max(alike(words, wordsOf(lastName(address))), alike(words, wordsOf(title)));
    if (likeness >= ALIKE) found.set(address, [likeness, title]);
  }
  const best = [...found].sort(([a, [likeA]], [b, [likeB]]) => likeB - likeA || a.localeCompare(b)).slice(0, MOST);
  box.querySelector("ul").replaceChildren(...best.map(([address, [, title]]) => lineOf(title, address)));
  box.hidden = !best.length;
}

function lastName(path) {
  const name = path.replace(/\/?(index)?(\.html)?$/, "").split("/").pop();
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** How many pairs of letters two names share (Dice), 0 to 1. */
function alike(one, other) {
  const pairs = (words) => words.flatMap((word) => [...`^${word}`].map((letter, at, letters) => letter + (letters[at + 1] ?? "$")));
  const [left, right] = [pairs(one), pairs(other)];
  const total = left.length + right.length || 1;
  let shared = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at >= 0) shared += right.splice(at, 1).length;
  }
  return (2 * shared) / total;
}

function lineOf(title, address) {
  const line = make("li", { className: "vault-list__item" });
  line.append(make("a", { className: "vault-list__link", href: new URL(address, site), textContent: title }));
  return line;
}
