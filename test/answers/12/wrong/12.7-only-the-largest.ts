// exercise 12.7 · The page
// fails: every row of the benchmark is a row of a table
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const text = (value: string) => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const most = Math.max(...rows.map(({ agents }) => agents));
  const shown = rows.filter(({ agents }) => agents === most);
  const chart = await barChart(
    shown.map((row) => ({ label: row.approach, value: row.seconds })),
    { title: "Seconds", axisTitle: "seconds" },
  );
  const lines = shown.map((row) => `<tr><td>${text(row.approach)}</td><td>${row.agents}</td><td>${row.seconds}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title></head>
<body><h1>${text(title)}</h1><p>${winner ?? "nobody"}</p><p>${because.join(" ")}</p>${chart.svg}<table>${lines.join("")}</table></body></html>`;
}
