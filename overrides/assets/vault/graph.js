/** The graph beside a note and that of the whole vault: nothing is loaded before one of them comes into view. */
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    show(target).catch(() => (target.querySelector("[role=status]").textContent = target.dataset.vaultFailed));
  }
});

export function start(graphs) {
  graphs.forEach((graph) => seen.observe(graph));
}

async function show(graph) {
  if (graph.dataset.vaultReady) return;
  graph.dataset.vaultReady = "yes";
  const part = await (graph.dataset.vaultNote === undefined ? import("./graph_whole.js") : import("./graph_near.js"));
  await part.show(graph);
}
