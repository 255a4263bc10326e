/** Loads the script of each part that is on the page, also on pages that instant loading brings. */
import "./diagrams.js";

const PARTS = {
  navigation: ".vault-nav",
  graph: ".vault-graph",
  video: ".vault-video, .vault-moment",
  not_found: ".vault-nearest",
  references: ".vault-more",
  previews: ".vault-previews",
  labels: ".md-search, .task-list-control",
  copying: ".vault-tools",
  zoom: ".vault-tools",
  search: ".vault-search",
};

function start() {
  for (const [name, selector] of Object.entries(PARTS)) {
    const elements = document.querySelectorAll(selector);
    if (elements.length) import(`./${name}.js`).then((part) => part.start([...elements]));
  }
}

if (window.document$) window.document$.subscribe(start);
else start();
