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
export function withTime(text, seconds) {
  const [, hours, minutes, rest] = /(.*):(.*):(.*)/.exec(new Date(seconds * 1000).toISOString().slice(11, 19));
  return text.replace("{time}", Number(hours) ? `${Number(hours)}:${minutes}:${rest}` : `${Number(minutes)}:${rest}`);
}

/** What stands below or beside what plays: its title, and what is said there. */
export function addBar(element, place, title) {
  const bar = element.querySelector(`.${place}`) ?? document.createElement("span");
  const [name, said] = ["strong", "span"].map((kind) => document.createElement(kind));
  name.textContent = title;
  bar.className = place;
  bar.replaceChildren(name, said);
  element.append(bar);
  return said;
}

export function newButton(kind, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${kind} md-icon`;
  button.title = label;
  button.setAttribute("aria-label", label);
  return button;
}

/** A video of YouTube: a link that becomes a frame once its reader asks for it. It takes orders as messages, and needs no script. */
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
    this.target.setAttribute("aria-label", `${label}: ${this.title}`);
    this.said.textContent = seconds ? label : this.words.hint;
  }

  play(seconds, screen) {
    this.now = seconds;
    if (this.isReady && this.frame.parentElement === screen) {
      this.post({ event: "command", func: "seekTo", args: [seconds, true] });
      this.post({ event: "command", func: "playVideo", args: [] });
      return;
    }
    this.stop();
    const src = `${HOST}/embed/${videoOf(this.target.href)}?autoplay=1&start=${seconds}&enablejsapi=1&playsinline=1&rel=0`;
    this.frame = Object.assign(document.createElement("iframe"), FRAME, { title: this.title, src });
    this.frame.addEventListener("load", () => this.post({ event: "listening" }));
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

  /** Nothing secret; and a message for one host alone would be an error where that can't be reached. */
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
