/** Names for what the theme's markup leaves without one: screen readers say them. */
export function start(elements) {
  for (const element of elements) {
    const field = element.querySelector("input");
    if (!field) continue;
    if (element.matches(".task-list-control")) field.ariaLabel = element.parentElement.innerText.trim().split("\n")[0];
    else element.ariaLabel ??= field.ariaLabel ?? field.placeholder;
  }
}
