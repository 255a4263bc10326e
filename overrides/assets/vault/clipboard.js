/** Copy a text, and tell the reader so in Material's own notice. Sites without encryption have no clipboard but the old one. */
export async function copyText(text, notice) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
  }
  window.alert$?.next(notice);
}
