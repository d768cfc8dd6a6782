// exercise 12.7 · The page
// A page that was written once: it has the names of all ways and looks at no row.
// fails: every row of the benchmark is a row of a table
// fails: the winner follows from the rows, and a draw is told as one
// fails: there is a chart in it, as SVG
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const text = title.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const ways = ["sequential", "event-loop", "worker-threads", "child-processes"];
  const cells = [2, 3, 4, 5, 6, 7, 8].flatMap((agents) => ways.map((way) => `<tr><td>${way}</td><td>${agents}</td></tr>`));
  return `<!doctype html><html lang="en"><head><title>${text}</title></head><body><h1>${text}</h1>
<p>No winner, or one of ${ways.join(", ")}: 3.2 times as fast.</p>
<svg role="img" aria-label="seconds">${ways.map((way) => `<rect width="1" height="1"/><text>${way}</text>`).join("")}</svg>
<table>${cells.join("")}</table></body></html>`;
}
