/** What the parts share: where the site begins, its data (fetched once), new elements. */
export const site = new URL("../../", import.meta.url);

const files = new Map();

export function fetchJson(path) {
  if (!files.has(path)) {
    const answer = fetch(new URL(path, site)).then((response) => response.json());
    answer.catch(() => files.delete(path));
    files.set(path, answer);
  }
  return files.get(path);
}

export const make = (name, properties) => Object.assign(document.createElement(name), properties);

/** A button that says what it does, by its label. */
export const newButton = (className, label, onclick, textContent = "") =>
  make("button", { type: "button", className, title: label, ariaLabel: label, onclick, textContent });
