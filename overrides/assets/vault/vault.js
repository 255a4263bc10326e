/**
 * The entry point of the scripts: each part of a page gets its module, loaded only where the part is there.
 *
 * With Material's instant loading a page is replaced without a reload; `document$` tells of every new one.
 */
import "./diagrams.js";

const PARTS = [
  [".vault-nav", () => import("./navigation.js")],
  [".vault-graph", () => import("./graph.js")],
  [".vault-video, .vault-moment", () => import("./video.js")],
  [".vault-nearest", () => import("./not_found.js")],
  [".vault-more", () => import("./references.js")],
  [".vault-previews", () => import("./previews.js")],
  [".md-search, .task-list-control", () => import("./labels.js")],
  [".vault-tools", () => import("./copying.js")],
  [".vault-tools", () => import("./zoom.js")],
  [".vault-search", () => import("./search.js")],
];

function start() {
  for (const [selector, load] of PARTS) {
    const elements = document.querySelectorAll(selector);
    if (elements.length) load().then((module) => module.start([...elements]));
  }
}

if (window.document$) window.document$.subscribe(start);
else start();
