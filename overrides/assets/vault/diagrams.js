/** Stands in for the `mermaid` that Material would fetch elsewhere; a diagram loads the site's own. */
import { make, site } from "./site.js";

let settings = {};
let library;

function load() {
  library ??= new Promise((onload, onerror) => {
    document.head.append(make("script", { src: new URL("assets/mermaid/mermaid.min.js", site), onload, onerror }));
  }).then(() => {
    window.mermaid.initialize(settings);
    return window.mermaid;
  });
  return library;
}

if (typeof window.mermaid === "undefined" || window.mermaid instanceof Element) {
  window.mermaid = {
    initialize: (given) => (settings = given),
    render: async (...diagram) => (await load()).render(...diagram),
  };
}
