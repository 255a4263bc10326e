/** An image over the whole window; Escape or a click closes it. */
import { make, newButton } from "./site.js";

const IMAGES = ".md-content article img:not(.twemoji, .emojione, .gemoji)";
let box;

export function start([{ dataset: words }]) {
  box?.close();
  for (const image of document.querySelectorAll(IMAGES)) {
    if (image.closest("a, button, summary, label, [role=button]")) continue;
    const onclick = () => open(image, words.zoomClose);
    Object.assign(image, { tabIndex: 0, role: "button", ariaHasPopup: "dialog", ariaLabel: `${words.zoomOpen}: ${image.alt}`, onclick });
    image.classList.add("vault-zoomable");
    image.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onclick();
    };
  }
}

function open({ alt, currentSrc, src }, label) {
  box = make("dialog", { className: "vault-zoom", ariaLabel: alt, onclick: ({ currentTarget }) => currentTarget.close() });
  box.onclose = ({ target }) => target.remove();
  box.append(newButton("", label, null, "×"), make("img", { alt, src: currentSrc || src }));
  document.body.append(box);
  box.showModal();
}
