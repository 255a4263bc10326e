/** Time stamps play in place. A player out of sight goes on at the top, small; its room is kept. */
import { copyText } from "./clipboard.js";
import { Recording, secondOf, Video, videoOf, withTime } from "./players.js";
import { newButton } from "./site.js";

const STAMPS = 'a.yt-timestamp[href], a.vault-moment[href], .md-typeset a[href^="#t="]';
const FACADES = ".vault-video-facade";
const RECORDINGS = "article.md-typeset :is(audio, video)[src]:not(.vault-video-float *)";

let playing;
let floating;
let lastStamp;
let copier;
let closer;

document.addEventListener("click", click, true);
document.addEventListener("play", ({ target }) => target.vaultPlayer && use(target.vaultPlayer), true);
document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && offerCopy(event));
document.addEventListener("focusin", offerCopy);
addEventListener("message", (event) => playing?.hear?.(event));
addEventListener("hashchange", followAddress);
addEventListener("scroll", settle, { passive: true });
addEventListener("resize", settle);

export function start() {
  if (!playing?.target.isConnected) playing = floating = lastStamp = undefined;
  document.querySelectorAll(FACADES).forEach(playerOf);
  stamps().forEach(playerFor);
  followAddress();
}

const words = () => document.querySelector(".vault-video-words").dataset;
const stamps = () => [...document.querySelectorAll(STAMPS)];
const fileOf = (address) => address.split("#")[0];
const isListed = (stamp) => stamp.closest(".vault-moments");
const isAbove = ({ element }) => element.localName === "section";
const heightOf = (element) => element.getBoundingClientRect().height;
const room = () => document.querySelector(".vault-video-room");

/** Where the player tells what is said. */
const lines = () => [...(floating?.parentElement ?? playing.element).querySelectorAll(".vault-video-said")];

function playerOf(target) {
  target.vaultPlayer ??= target.matches(FACADES) ? new Video(target, words()) : new Recording(target);
  return target.vaultPlayer;
}

/** The player of a stamp: the first, where it names but a second. Without one it is a plain link. */
function playerFor(stamp) {
  const isOwn = ({ href, src }) => (src ? fileOf(src) === fileOf(stamp.href) : videoOf(href) === videoOf(stamp.href));
  const targets = [...document.querySelectorAll(`${FACADES}, ${RECORDINGS}`)];
  const target = !stamp || stamp.matches('[href^="#"]') ? targets[0] : targets.find(isOwn);
  return target && playerOf(target);
}

function click(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(`${FACADES}, ${STAMPS}`);
  const player = link && (link.matches(FACADES) ? playerOf(link) : playerFor(link));
  if (!player) return;
  event.preventDefault();
  use(player);
  if (link === player.target) {
    player.play(player.start, link.parentElement);
    player.frame.focus({ preventScroll: true });
  } else playStamp(link, player);
}

function playStamp(stamp, player) {
  const seconds = secondOf(stamp);
  player.play(seconds, floating ?? (isInSight(player) ? player.target.parentElement : float(player)));
  lastStamp = stamp;
  const said = mark(stamp);
  for (const line of lines()) line.textContent = said;
  offerCopy({ target: stamp });
  // The small player hides no stamp that plays.
  if (document.querySelector(".vault-video-small")) stamp.scrollIntoView({ block: "nearest", behavior: "instant" });
  const tell = () => lastStamp === stamp && history.replaceState(history.state, "", `#t=${seconds}`);
  tell();
  setTimeout(tell, 400); // once the page rests, Material's `navigation.tracking` names its heading
}

/** One player plays at a time. */
function use(player) {
  if (playing === player) return;
  if (playing) leave();
  playing = player;
  player.element.classList.add("vault-video-playing");
  offerClose();
  settle();
}

function leave() {
  playing.stop();
  playing.element.classList.remove("vault-video-playing");
  enlarge();
  closer.remove();
  floating?.closest(".vault-video-float").remove();
  playing = floating = undefined;
}

function enlarge() {
  playing.element.classList.remove("vault-video-small");
  room()?.style.removeProperty("height");
}

function close() {
  const opener = lastStamp ?? playing.target;
  lastStamp = undefined;
  leave();
  mark();
  opener.focus({ preventScroll: true });
}

/** The one button that closes the player. A new one does not count as shifted. */
function offerClose() {
  const isFocused = closer?.matches(":focus");
  closer?.remove();
  closer = newButton("vault-video-close md-icon", words().close, close);
  const line = lines().find(({ offsetParent }) => offsetParent);
  line?.after(closer);
  if (isFocused) closer.focus({ preventScroll: true });
}

const topOfSight = () => document.querySelector(".md-header:not([hidden])")?.offsetHeight ?? 0;

/** Whether half of a player's place can be seen. That above the text comes along. */
function isInSight(player) {
  const { top, bottom, height } = player.element.getBoundingClientRect();
  return isAbove(player) || Math.min(bottom, innerHeight) - Math.max(top, topOfSight()) >= height / 2;
}

/** Have the player stay in sight. */
function settle({ type } = {}) {
  if (!playing?.target.isConnected) return;
  const { element, frame, media } = playing;
  const top = topOfSight();
  document.documentElement.style.setProperty("--vault-video-top", `${top}px`);
  if (!isAbove(playing)) {
    if ((frame ?? !media?.paused) && !floating && !isInSight(playing)) playing.play(playing.now, float(playing));
    return;
  }
  if (type === "resize") enlarge();
  const isSmall = element.classList.contains("vault-video-small");
  const height = heightOf(element) + heightOf(room());
  const isOut = room().getBoundingClientRect().bottom - top < height / 2;
  if (isOut === isSmall) return;
  element.classList.toggle("vault-video-small", isOut);
  room().style.height = isOut ? `${height - heightOf(element)}px` : "";
  offerClose();
}

/** A place to play above the text, for what stands in it. It takes no room. */
function float({ target, title }) {
  target.closest("article").insertAdjacentHTML("afterbegin", words().float);
  floating = document.querySelector(".vault-video-float .vault-video-player");
  floating.nextElementSibling.dataset.title = floating.parentElement.ariaLabel = title;
  offerClose();
  return floating;
}

/** Mark all that lead to a stamp's moment; gives what is said there. */
function mark(stamp) {
  const isAlike = (link) => stamp && secondOf(link) === secondOf(stamp) && playerFor(link) === playerFor(stamp);
  const alike = stamps().filter(isAlike);
  for (const link of stamps()) link.ariaCurrent = alike.includes(link) ? "true" : null;
  const line = alike.find(isListed)?.parentElement;
  const list = line?.closest("div");
  if (list && !isListed(stamp)) list.scrollTop = line.offsetTop - list.clientHeight / 3;
  return line ? line.textContent.trim() : stamp && withTime("{time}", secondOf(stamp));
}

/** `#t=1464` in the address makes the player ready; nothing is fetched yet. */
function followAddress() {
  const seconds = secondOf(location);
  const stamp = stamps().find((link) => secondOf(link) === seconds && !isListed(link));
  const player = playerFor(stamp);
  if (!player || !(seconds >= 0)) return;
  if (player === playing) player.play(seconds, floating ?? player.target.parentElement);
  else player.prepare(seconds);
  mark(stamp);
}

/** Beside the stamp in use: a button that copies its link. */
function offerCopy({ target }) {
  const stamp = target.closest?.(STAMPS);
  if (stamp ? stamp.nextSibling === copier : copier?.matches(":focus, :hover")) return;
  copier?.remove();
  if (!stamp || !playerFor(stamp)) return;
  const copy = () => copyText(`${fileOf(location.href)}#t=${secondOf(stamp)}`, words().copied);
  copier = newButton("vault-moment-copy md-icon", withTime(words().copy, secondOf(stamp)), copy);
  stamp.after(copier);
}
