/**
 * Links to headings and blocks, copied with a click. The mark of a heading stays the link that it is without this script; a block
 * (`^id` at its end) gets a mark of its own, which takes no room in the text.
 */
import { copyText } from "./clipboard.js";

const NO_ROOM = "a, audio, hr, iframe, img, pre, video";

export function start([{ dataset: words }]) {
  document.querySelector(".md-dialog")?.setAttribute("role", "status"); // Material's notice, spoken.
  const article = document.querySelector(".md-content article");
  for (const link of article.querySelectorAll("a.headerlink")) {
    if (link.ariaLabel) continue;
    link.title = link.ariaLabel = words.copyHeading;
    link.addEventListener("click", (event) => event.ctrlKey || event.metaKey || event.shiftKey || copyText(link.href, words.copied));
  }
  for (const block of article.querySelectorAll("[id^='^']")) {
    if (block.matches(NO_ROOM) || block.querySelector(".vault-copy")) continue;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "vault-copy", textContent: "¶", title: words.copyBlock, ariaLabel: words.copyBlock });
    button.addEventListener("click", () => {
      history.replaceState(history.state, "", `${location.pathname}#${block.id}`);
      copyText(location.href, words.copied);
    });
    place(button, block);
  }
}

/** After the last words of a block: those of a list item before the items in it, of a table its first cell, of a list its first item. */
function place(button, block) {
  const cell = block.querySelector("th, td") ?? block.querySelector(":scope > :is(p, summary):last-of-type");
  const text = cell ?? (block.matches("ul, ol") ? block.querySelector("li") : block);
  text.insertBefore(button, text.querySelector(":scope > :is(ul, ol)"));
}
