/** Where the site begins, whichever page this is, and its data: each file is fetched once. */
export const site = new URL("../../", import.meta.url);

const files = new Map();

export function fetchJson(path) {
  if (!files.has(path)) {
    const answer = fetch(new URL(path, site)).then((response) => (response.ok ? response.json() : Promise.reject(new Error(path))));
    answer.catch(() => files.delete(path));
    files.set(path, answer);
  }
  return files.get(path);
}
