/** Names for screen readers, where the theme's markup has none. */
export function start(elements) {
  for (const element of elements) {
    const field = element.querySelector("input");
    if (!field) continue;
    if (element.matches(".task-list-control")) field.ariaLabel = element.parentElement.innerText.trim().split("\n")[0];
    else element.ariaLabel ??= field.ariaLabel ?? field.placeholder;
  }
}
