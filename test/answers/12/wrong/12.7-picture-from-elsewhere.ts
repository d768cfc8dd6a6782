// exercise 12.7 · The page
// fails: there is a chart in it, as SVG
// fails: it loads nothing from anywhere
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const text = (value: string) => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const lines = rows.map((row) => `<tr><td>${row.approach}</td><td>${row.agents}</td><td>${row.seconds}</td></tr>`);
  const values = rows.map((row) => row.seconds.toFixed(3)).join(",");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title></head>
<body><h1>${text(title)}</h1><p>${winner ?? "nobody"}</p><p>${because.join(" ")}</p>
<img src="https://charts.example.org/bar?values=${values}" alt="chart"><table>${lines.join("")}</table></body></html>`;
}
