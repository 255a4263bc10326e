/** Copy a text, and say so in Material's own notice. Sites without encryption have no clipboard but the old one. */
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
