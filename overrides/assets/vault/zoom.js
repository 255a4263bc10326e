/** An image of a note over the whole window: with a click, a tap or the Enter key; Escape, or another click, closes it. */
const IMAGES = ".md-content article img:not(.twemoji, .emojione, .gemoji)";
let box;

export function start([{ dataset: words }]) {
  box?.close();
  for (const image of document.querySelectorAll(IMAGES)) {
    if (image.closest("a, button, summary, label, [role=button]")) continue;
    Object.assign(image, { tabIndex: 0, role: "button", ariaHasPopup: "dialog", ariaLabel: `${words.zoomOpen}: ${image.alt}` });
    image.classList.add("vault-zoomable");
    image.addEventListener("click", () => open(image, words.zoomClose));
    image.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(image, words.zoomClose);
    });
  }
}

function open(image, label) {
  box = document.createElement("dialog");
  const large = new Image();
  const close = document.createElement("button");
  Object.assign(box, { className: "vault-zoom", ariaLabel: image.alt });
  Object.assign(large, { alt: image.alt, src: image.currentSrc || image.src });
  Object.assign(close, { type: "button", title: label, ariaLabel: label, textContent: "×" });
  box.append(close, large);
  box.addEventListener("click", () => box.close());
  box.addEventListener("close", (event) => event.target.remove());
  document.body.append(box);
  box.showModal();
}
