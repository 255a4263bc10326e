/** What plays on a page: videos of YouTube, and the site's recordings. */
import { make } from "./site.js";

const YOUTUBE = /^https?:\/\/[\w.-]*youtu\.?be[\w.-]*\/(?:.*[?&]v=|\w+\/)?([\w-]{6,20})/;
const HOST = "https://www.youtube-nocookie.com";
const RIGHTS = "autoplay; encrypted-media; fullscreen; picture-in-picture";

/** The id of the video that an address of YouTube shows. */
export const videoOf = (address) => YOUTUBE.exec(address)?.[1];

/** The second that a link or the page's address names; else NaN. */
export const secondOf = (link) => Number(link.dataset?.seconds ?? secondsIn(/[?&#]t=([\d:.hms]+)/.exec(link.href)?.[1]));

/** The seconds of `125`, `2m5s`, `2:05` or `1:02:03`; else NaN. */
function secondsIn(written = "") {
  const [, h, m, s] = /^(?:(\d+)(?:h|:(?=.*:)))?(?:(\d+)[m:])?(?:([\d.]+)s?)?$/.exec(written || "-") ?? [, NaN];
  return Math.floor((h ?? 0) * 3600 + (m ?? 0) * 60 + Number(s ?? 0));
}

/** `2:42`, or `1:02:42`, in a text of the interface. */
export const withTime = (text, seconds) =>
  text.replace("{time}", new Date(seconds * 1000).toISOString().slice(11, 19).replace(/^(00:0?|0)/, ""));

/** A video of YouTube: a link, then a frame once its reader asks for it, which takes orders as messages. */
export class Video {
  constructor(facade, words) {
    this.target = facade;
    this.words = words;
    this.element = facade.closest(".vault-video");
    this.title = facade.textContent;
    this.said = this.element.querySelector(".vault-video-said");
    this.prepare(0);
  }

  /** Have a click on the facade play from a second. */
  prepare(seconds) {
    this.start = seconds || secondOf(this.target) || 0;
    const label = seconds ? withTime(this.words.from, seconds) : this.words.play;
    this.target.ariaLabel = `${label}: ${this.title}`;
    this.said.textContent = seconds ? label : this.words.hint;
  }

  play(seconds, screen) {
    this.now = seconds;
    if (this.isReady && this.frame.parentElement === screen) {
      this.post("command", "seekTo", [seconds, true]);
      return this.post("command", "playVideo", []);
    }
    this.stop();
    const src = `${HOST}/embed/${videoOf(this.target.href)}?autoplay=1&start=${seconds}&enablejsapi=1&playsinline=1&rel=0`;
    const onload = () => this.post("listening");
    this.frame = make("iframe", { title: this.title, allow: RIGHTS, referrerPolicy: "strict-origin-when-cross-origin", onload, src });
    this.target.hidden = screen === this.target.parentElement;
    this.said.textContent = "";
    screen.append(this.frame);
  }

  /** Until YouTube takes orders, a new second needs a new frame. */
  hear({ origin, source, data }) {
    if (origin !== HOST || source !== this.frame?.contentWindow) return;
    this.isReady = true;
    this.now = Math.floor(/"currentTime":([\d.]+)/.exec(data)?.[1] ?? this.now);
  }

  /** Orders are no secret. */
  post(event, func, args) {
    this.frame?.contentWindow?.postMessage(JSON.stringify({ event, func, args }), "*");
  }

  stop() {
    this.frame?.remove();
    this.frame = undefined;
    this.isReady = this.target.hidden = false;
    this.prepare(0);
  }
}

/** Sound or video of the site. Away from its place a copy plays. */
export class Recording {
  constructor(media) {
    this.target = this.media = media;
    this.element = media.closest(".vault-video") ?? media;
    this.title = media.title || decodeURIComponent(media.src.replace(/#.*|.*\//g, ""));
  }

  get now() {
    return this.media.currentTime;
  }

  prepare(seconds) {
    this.media.currentTime = seconds;
  }

  play(seconds, screen) {
    if (this.media.parentElement !== screen) {
      this.stop();
      this.media = this.target.cloneNode();
      screen.append(this.media);
    }
    this.prepare(seconds);
    this.media.play().catch(() => {}); // a browser may want another click
  }

  stop() {
    this.media.pause();
    if (this.media !== this.target) this.media.remove();
    this.media = this.target;
  }
}
