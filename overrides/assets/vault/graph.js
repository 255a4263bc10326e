/** The graphs: nothing is loaded before one of them comes into view. */
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || target.dataset.vaultSeen) continue;
    target.dataset.vaultSeen = "yes";
    const part = target.dataset.vaultNote ? import("./graph_near.js") : import("./graph_whole.js");
    part.then(({ show }) => show(target)).catch(() => (target.querySelector("[role=status]").textContent = target.dataset.vaultFailed));
  }
});

export function start(graphs) {
  for (const graph of graphs) seen.observe(graph);
}
