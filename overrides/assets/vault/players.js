/** What plays on a page: videos of YouTube, and recordings of the site's own. */
const YOUTUBE = /^https?:\/\/(?:[\w-]+\.)*(?:youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:.*[?&]v=|(?:embed|shorts|live|v)\/))([\w-]{6,20})/;
const HOST = "https://www.youtube-nocookie.com";
const FRAME = {
  allow: "autoplay; encrypted-media; fullscreen; picture-in-picture",
  allowFullscreen: true,
  referrerPolicy: "strict-origin-when-cross-origin",
};

/** The id of the video that an address of YouTube shows. */
export const videoOf = (address) => YOUTUBE.exec(address)?.[1];

/** The second that a link names, or NaN. */
export const secondOf = (link) => Number(link.dataset.seconds ?? /[?&#]t=(\d+)/.exec(link.href)?.[1]);

/** `2:42`, or `1:02:42`, in a text of the interface. */
export const withTime = (text, seconds) =>
  text.replace("{time}", new Date(seconds * 1000).toISOString().slice(11, 19).replace(/^(00:0?|0)/, ""));

const make = (kind, properties) => Object.assign(document.createElement(kind), properties);

/** What stands below or beside what plays: its title, and what is said there. */
export function addBar(element, className, title) {
  const bar = element.querySelector(`.${className}`) ?? make("span", { className });
  bar.replaceChildren(make("strong", { textContent: title }), make("span"));
  element.append(bar);
  return bar.lastChild;
}

export const newButton = (kind, label, onclick) =>
  make("button", { type: "button", className: `${kind} md-icon`, title: label, ariaLabel: label, onclick });

/** A video of YouTube: a link that becomes a frame once its reader asks for it. The frame takes orders as messages. */
export class Video {
  constructor(facade, words) {
    this.target = facade;
    this.words = words;
    this.element = facade.closest(".vault-video");
    this.title = facade.textContent;
    this.first = secondOf(facade) || 0;
    this.said = addBar(this.element, "vault-video-below", this.title);
    if (this.element.localName === "section") addBar(this.element, "vault-video-beside", this.title);
    this.prepare(0);
  }

  /** Have a click on the facade play from a second. */
  prepare(seconds) {
    this.start = seconds || this.first;
    const label = seconds ? withTime(this.words.from, seconds) : this.words.play;
    this.target.ariaLabel = `${label}: ${this.title}`;
    this.said.textContent = seconds ? label : this.words.hint;
  }

  play(seconds, screen) {
    this.now = seconds;
    if (this.isReady && this.frame.parentElement === screen) {
      this.post({ event: "command", func: "seekTo", args: [seconds, true] });
      return this.post({ event: "command", func: "playVideo", args: [] });
    }
    this.stop();
    const src = `${HOST}/embed/${videoOf(this.target.href)}?autoplay=1&start=${seconds}&enablejsapi=1&playsinline=1&rel=0`;
    this.frame = make("iframe", { ...FRAME, title: this.title, src, onload: () => this.post({ event: "listening" }) });
    this.target.hidden = screen === this.target.parentElement;
    if (this.target.hidden) this.said.textContent = "";
    screen.append(this.frame);
  }

  /** YouTube tells how it goes once it takes orders; until then a new second needs a new frame. */
  hear({ origin, source, data }) {
    if (origin !== HOST || source !== this.frame?.contentWindow) return;
    this.isReady = true;
    this.now = Math.floor(/"currentTime":([\d.]+)/.exec(data)?.[1] ?? this.now);
  }

  /** For whoever is there: it is no secret, and no error where YouTube can't be reached. */
  post(message) {
    this.frame?.contentWindow?.postMessage(JSON.stringify(message), "*");
  }

  stop() {
    this.frame?.remove();
    this.frame = undefined;
    this.isReady = this.target.hidden = false;
    this.prepare(0);
  }
}

/** Sound or video of the site's own. Away from its place it is a copy that plays. */
export class Recording {
  constructor(media) {
    this.target = this.media = media;
    this.element = media.closest(".vault-video") ?? media;
    this.title = media.title || decodeURIComponent(media.src.split("#")[0].split("/").pop());
    if (this.element !== media) addBar(this.element, "vault-video-beside", this.title);
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

  hear() {}

  stop() {
    this.media.pause();
    if (this.media !== this.target) this.media.remove();
    this.media = this.target;
  }
}
