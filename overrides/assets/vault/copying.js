/** Links to headings and blocks, copied with a click. A block (`^id`) gets a mark that takes no room. */
import { copyText } from "./clipboard.js";
import { newButton } from "./site.js";

const NO_ROOM = "a, audio, hr, iframe, img, pre, video";

export function start([{ dataset: words }]) {
  document.querySelector(".md-dialog")?.setAttribute("role", "status"); // Material's notice, spoken.
  const article = document.querySelector(".md-content article");
  for (const link of article.querySelectorAll("a.headerlink")) {
    link.title = link.ariaLabel = words.copyHeading;
    link.onclick = (event) => event.ctrlKey || event.metaKey || event.shiftKey || copyText(link.href, words.copied);
  }
  for (const block of article.querySelectorAll("[id^='^']")) {
    if (block.matches(NO_ROOM) || block.querySelector(".vault-copy")) continue;
    const copy = () => {
      history.replaceState(history.state, "", `${location.pathname}#${block.id}`);
      copyText(location.href, words.copied);
    };
    place(newButton("vault-copy", words.copyBlock, copy, "¶"), block);
  }
}

/** After the last words of a block: of an item before its items, of a table or list in its first part. */
function place(button, block) {
  const cell = block.querySelector("th, td") ?? block.querySelector(":scope > :is(p, summary):last-of-type");
  const text = cell ?? (block.matches("ul, ol") ? block.querySelector("li") : block);
  text.insertBefore(button, text.querySelector(":scope > :is(ul, ol)"));
}
