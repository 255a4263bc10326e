/**
 * The notes that refer to a note, where they are too many for its page: a button fetches them, a hundred at a time.
 */
export function start(buttons) {
  for (const button of buttons) {
    if (button.dataset.state) continue;
    button.dataset.state = "ready";
    button.addEventListener("click", () => show(button));
  }
}

async function show(button) {
  if (button.dataset.state === "busy") return;
  button.dataset.state = "busy";
  try {
    const address = new URL(button.dataset.source, document.baseURI);
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    fill(button, await response.json(), address);
  } catch {
    button.dataset.state = "ready";
  }
}

/** The first file may hold what is on the page already, with more sentences. */
function fill(button, part, address) {
  const list = button.previousElementSibling;
  const known = list.children.length;
  while (list.children.length > part.from) list.lastElementChild.remove();
  list.insertAdjacentHTML("beforeend", part.items);
  const next = list.children[known] ?? list.firstElementChild;
  button.dataset.state = "ready";
  if (part.next) {
    button.dataset.source = new URL(part.next, address).href;
    button.textContent = button.dataset.text.replace("{count}", part.left);
  } else button.remove();
  next.querySelector("a").focus({ preventScroll: true });
}
