// exercise 12.7 · The page
// A list in a template text is joined with commas.
// fails: nothing slips in between the rows and the points
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const text = (value: string) => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const chart = await barChart(
    rows.map((row) => ({ label: `${row.approach} ${row.agents}`, value: row.seconds })),
    { title: "My team", axisTitle: "seconds" },
  );
  const lines = rows.map((row) => `<tr><td>${text(row.approach)}</td><td>${row.agents}</td><td>${row.seconds}</td></tr>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title></head>
<body><h1>${text(title)}</h1><p>${text(winner ?? "nobody")}</p><p>${text(because.join(" "))}</p>${chart.svg}<table>${lines}</table></body></html>`;
}
