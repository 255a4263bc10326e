/** Copy a text, and say so as Material does. Without encryption there is only the old clipboard. */
import { make } from "./site.js";

export async function copyText(text, notice) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const before = document.activeElement;
    const field = make("textarea", { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
  }
  window.alert$?.next(notice);
}
