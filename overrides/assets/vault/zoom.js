/** An image of a note over the whole window: with a click, a tap or the Enter key; Escape, or another click, closes it. */
const ALONE = ".md-content article img:not(.twemoji, .emojione, .gemoji)";
let box;

export function start([{ dataset: words }]) {
  box?.close();
  for (const image of document.querySelectorAll(ALONE)) {
    if (image.closest("a, button, summary, label, [role=button]")) continue;
    image.tabIndex = 0;
    image.setAttribute("role", "button");
    image.setAttribute("aria-haspopup", "dialog");
    image.setAttribute("aria-label", `${words.zoomOpen}: ${image.alt}`);
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
  box.className = "vault-zoom";
  box.setAttribute("aria-label", image.alt);
  large.alt = image.alt;
  large.src = image.currentSrc || image.src;
  close.type = "button";
  close.title = label;
  close.setAttribute("aria-label", label);
  close.textContent = "×";
  box.append(close, large);
  box.addEventListener("click", () => box.close());
  box.addEventListener("close", (event) => event.target.remove());
  document.body.append(box);
  box.showModal();
}
