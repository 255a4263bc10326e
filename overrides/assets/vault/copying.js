/**
 * Links to headings and blocks, copied with a click. The mark of a heading stays the link that it is without this script; a block
 * (`^id` at its end) gets a mark of its own, which takes no room in the text.
 */
import { copyText } from "./clipboard.js";

const NO_ROOM = "a, audio, hr, iframe, img, pre, video";

export function start([{ dataset: words }]) {
  // Material's notice, spoken.
  document.querySelector(".md-dialog")?.setAttribute("role", "status");
  const article = document.querySelector(".md-content article");
  for (const link of article.querySelectorAll("a.headerlink")) {
    if (link.title === words.copyHeading) continue;
    link.title = words.copyHeading;
    link.setAttribute("aria-label", words.copyHeading);
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) copyText(link.href, words.copied);
    });
  }
  for (const block of article.querySelectorAll("[id^='^']")) {
    if (block.matches(NO_ROOM) || block.querySelector(".vault-copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "vault-copy";
    button.title = words.copyBlock;
    button.setAttribute("aria-label", words.copyBlock);
    button.textContent = "¶";
    button.addEventListener("click", () => {
      const address = new URL(location);
      address.search = "";
      address.hash = block.id;
      history.replaceState(history.state, "", address);
      copyText(address.href, words.copied);
    });
    place(button, block);
  }
}

/** After the last words of a block: those of a list item before the items in it, of a table its first cell. */
function place(button, block) {
  const text = block.querySelector("th, td") ?? [...block.querySelectorAll(":scope > :is(p, summary)")].pop() ?? block;
  const below = text === block ? block.querySelector(":scope > :is(ul, ol)") : null;
  if (block.matches("ul, ol")) block.querySelector("li").append(button);
  else if (below) below.before(button);
  else text.append(button);
}
