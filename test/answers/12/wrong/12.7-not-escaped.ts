// exercise 12.7 · The page
// fails: a title with < and & is read, and never run
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const chart = await barChart(
    rows.map((row) => ({ label: `${row.approach} ${row.agents}`, value: row.seconds })),
    { title: "Seconds", axisTitle: "seconds" },
  );
  const lines = rows.map((row) => `<tr><td>${row.approach}</td><td>${row.agents}</td><td>${row.seconds}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${winner ?? "nobody"}</p><p>${because.join(" ")}</p>${chart.svg}<table>${lines.join("")}</table></body></html>`;
}
