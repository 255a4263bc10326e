/** More notes that refer to a note than its page carries: a button fetches a hundred. */
export function start(buttons) {
  for (const button of buttons) button.onclick = () => show(button);
}

async function show(button) {
  const address = new URL(button.dataset.source, document.baseURI);
  button.onclick = null;
  try {
    const response = await fetch(address);
    if (response.ok) fill(button, await response.json(), address);
  } finally {
    start([button]);
  }
}

/** The first file may repeat what is on the page. */
function fill(button, part, address) {
  const list = button.previousElementSibling;
  const known = list.children.length;
  while (list.children.length > part.from) list.lastElementChild.remove();
  list.insertAdjacentHTML("beforeend", part.items);
  const next = list.children[known] ?? list.firstElementChild;
  if (part.next) {
    button.dataset.source = new URL(part.next, address).href;
    button.textContent = button.dataset.text.replace("{count}", part.left);
  } else button.remove();
  next.querySelector("a").focus({ preventScroll: true });
}
