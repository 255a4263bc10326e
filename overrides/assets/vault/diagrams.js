/**
 * Material draws diagrams with a global `mermaid`, and fetches it from a public host where there is none. This one stands in its place
 * until the first diagram is to be drawn: then the library is loaded from the site itself.
 */
import { site } from "./site.js";

let settings = {};
let library;

function load() {
  library ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL("assets/mermaid/mermaid.min.js", site);
    script.addEventListener("load", done);
    script.addEventListener("error", fail);
    document.head.append(script);
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
