/**
 * Time stamps play from their second without leaving the page. Out of sight, the player above the text stays at the top, small, and
 * an empty element keeps its room; one within the text goes on in a player made for it there. Nothing shifts.
 */
import { copyText } from "./clipboard.js";
import { addBar, newButton, Recording, secondOf, Video, videoOf, withTime } from "./players.js";

const STAMPS = 'a.yt-timestamp[href], a.vault-moment[href], .md-typeset a[href^="#t="]';
const FACADES = ".vault-video-facade";
const RECORDINGS = "article.md-typeset :is(audio, video)[src]:not(.vault-video-float *)";
const FLOAT = `<div class="vault-video-float"><section class="vault-video vault-video-playing vault-video-small">
  <div class="vault-video-player"></div></section></div>`;

const players = new WeakMap();
let playing;
let floating;
let lastStamp;
let copier;
let closer;

document.addEventListener("click", click, true);
document.addEventListener("play", ({ target }) => players.has(target) && use(players.get(target)), true);
document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && offerCopy(event.target));
document.addEventListener("focusin", (event) => offerCopy(event.target));
addEventListener("message", (event) => playing?.hear(event));
addEventListener("hashchange", followAddress);
addEventListener("scroll", settle, { passive: true });
addEventListener("resize", () => settle({ resized: true }));

export function start() {
  if (!playing?.target.isConnected) playing = floating = lastStamp = undefined;
  document.querySelectorAll(FACADES).forEach(playerOf);
  stamps().forEach(playerFor);
  followAddress();
}

const words = () => document.querySelector(".vault-video-words").dataset;
const stamps = () => [...document.querySelectorAll(STAMPS)];
const fileOf = (address) => address.split("#")[0];
const isListed = (stamp) => Boolean(stamp.closest(".vault-moments"));

function playerOf(target) {
  if (!players.has(target)) players.set(target, target.matches(FACADES) ? new Video(target, words()) : new Recording(target));
  return players.get(target);
}

/** The player on this page that a stamp belongs to; without one it is an ordinary link. */
function playerFor(stamp) {
  const video = videoOf(stamp.href);
  const isOwn = (target) => (video ? videoOf(target.href) === video : fileOf(target.src) === fileOf(stamp.href));
  const target = [...document.querySelectorAll(video ? FACADES : RECORDINGS)].find(isOwn);
  return target ? playerOf(target) : stamp.matches('[href^="#"]') ? firstPlayer() : undefined;
}

function firstPlayer() {
  const target = document.querySelector(`${FACADES}, ${RECORDINGS}`);
  return target ? playerOf(target) : undefined;
}

function click(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(`${FACADES}, ${STAMPS}`);
  const player = link && (link.matches(FACADES) ? playerOf(link) : playerFor(link));
  if (!player) return;
  event.preventDefault();
  use(player);
  if (link.matches(FACADES)) {
    player.play(player.start, link.parentElement);
    player.frame.focus({ preventScroll: true });
  } else playStamp(link, player);
}

function playStamp(stamp, player) {
  const seconds = secondOf(stamp);
  player.play(seconds, floating ?? (isInSight(player) ? player.target.parentElement : float(player)));
  lastStamp = stamp;
  const said = mark(stamp);
  for (const bar of bars()) bar.children[1].textContent = said;
  offerCopy(stamp);
  uncover(stamp);
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
  playing.element.classList.remove("vault-video-playing", "vault-video-small");
  closer.remove();
  floating?.closest(".vault-video-float").remove();
  playing = floating = undefined;
  room()?.style.removeProperty("height");
}

function close() {
  const opener = lastStamp ?? playing.target;
  lastStamp = undefined;
  leave();
  unmark();
  opener.focus({ preventScroll: true });
}

const bars = () => [...(floating?.parentElement ?? playing.element).querySelectorAll(".vault-video-below, .vault-video-beside")];

/** The one button that closes the player stands where it can be seen. A new one does not count as shifted. */
function offerClose() {
  const isFocused = closer && closer === document.activeElement;
  closer?.remove();
  closer = newButton("vault-video-close", words().close, close);
  bars().find((bar) => bar.offsetParent)?.append(closer);
  if (isFocused) closer.focus({ preventScroll: true });
}

/** What keeps the room of the player above the text while that is small. */
const room = () => document.querySelector(".vault-video-room");

function topOfSight() {
  const header = document.querySelector(".md-header");
  return !header || header.hidden ? 0 : Math.max(header.offsetHeight, header.getBoundingClientRect().bottom);
}

/** Whether half of a player's own place can be seen. That above the text always plays there: it comes along. */
function isInSight({ element }) {
  if (element.localName === "section") return true;
  const box = element.getBoundingClientRect();
  return Math.min(box.bottom, innerHeight) - Math.max(box.top, topOfSight()) >= box.height / 2;
}

/** Have the player stay in sight. */
function settle({ resized = false } = {}) {
  if (!playing?.target.isConnected) return;
  const { element } = playing;
  document.documentElement.style.setProperty("--vault-video-top", `${topOfSight()}px`);
  if (element.localName !== "section") {
    const plays = playing.frame ?? !playing.media?.paused;
    if (plays && !floating && !isInSight(playing)) playing.play(playing.now, float(playing));
    return;
  }
  if (resized) element.classList.remove("vault-video-small");
  const isSmall = element.classList.contains("vault-video-small");
  if (!isSmall) room().style.height = "";
  const height = heightOf(element) + heightOf(room());
  const isOut = room().getBoundingClientRect().bottom - topOfSight() < height / 2;
  if (isOut === isSmall) return;
  element.classList.toggle("vault-video-small", isOut);
  room().style.height = isOut ? `${height - heightOf(element)}px` : "";
  offerClose();
}

const heightOf = (element) => element.getBoundingClientRect().height;

/** A place to play at the top of the article, for what stands in its text. It takes no room. */
function float(player) {
  const article = player.target.closest("article");
  article.insertAdjacentHTML("afterbegin", FLOAT);
  floating = article.querySelector(".vault-video-float .vault-video-player");
  floating.parentElement.ariaLabel = player.title;
  addBar(floating.parentElement, "vault-video-beside", player.title);
  offerClose();
  return floating;
}

/** A stamp that the player would hide comes out below it; anything else stays where it is. */
function uncover(stamp) {
  const small = document.querySelector(".vault-video-small");
  const hidden = small ? small.getBoundingClientRect().bottom + 16 - stamp.getBoundingClientRect().top : 0;
  if (hidden > 0) scrollBy({ top: -hidden, behavior: "instant" });
}

/** Mark a stamp, and its like in the list or in the text. What is said there. */
function mark(stamp) {
  unmark();
  const seconds = secondOf(stamp);
  const player = playerFor(stamp);
  const twin = stamps().find((link) => secondOf(link) === seconds && isListed(link) !== isListed(stamp) && playerFor(link) === player);
  const both = [stamp, twin].filter(Boolean);
  for (const link of both) link.setAttribute("aria-current", "true");
  const line = both.find(isListed)?.parentElement;
  const list = line?.closest("div");
  if (list && !isListed(stamp)) list.scrollTop = line.offsetTop - list.clientHeight / 3;
  return line?.textContent.trim() ?? withTime("{time}", seconds);
}

function unmark() {
  for (const stamp of stamps()) stamp.removeAttribute("aria-current");
}

/** `#t=1464` in the page's address: the player is made ready; nobody is asked for anything before the reader plays. */
function followAddress() {
  const seconds = Number(/^#t=(\d+)/.exec(location.hash)?.[1]);
  const stamp = stamps().find((link) => secondOf(link) === seconds && !isListed(link));
  const player = stamp ? playerFor(stamp) : firstPlayer();
  if (!player || Number.isNaN(seconds)) return;
  if (player === playing) player.play(seconds, floating ?? player.target.parentElement);
  else player.prepare(seconds);
  if (stamp) mark(stamp);
}

/** Beside the stamp that is pointed at or focused: a button that copies the link to its moment on this page. */
function offerCopy(target) {
  const stamp = target.closest?.(STAMPS);
  if (!stamp || !playerFor(stamp)) {
    if (copier && target !== copier && document.activeElement !== copier) copier.remove();
    return;
  }
  if (copier && stamp.nextSibling === copier) return;
  copier?.remove();
  const copy = () => copyText(`${fileOf(location.href)}#t=${secondOf(stamp)}`, words().copied);
  copier = newButton("vault-moment-copy", withTime(words().copy, secondOf(stamp)), copy);
  stamp.after(copier);
}
