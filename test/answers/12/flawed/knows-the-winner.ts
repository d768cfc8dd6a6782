// based on: with-the-lab
// The verdict was written before the numbers, and the page takes its chart and its style from the internet.
// fails: 12.6 · the fastest wins, whichever it is
// fails: 12.6 · a lead of less than 5 % is noise, and nobody wins
// fails: 12.7 · it loads nothing from anywhere
// fails: 12.7 · there is a chart in it, as SVG
// fails: 12.7 · a title with < and & is read, and never run

// %%
// exercise 12.6 · Who won, and why
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const threads = rows.find((row) => row.approach === "worker-threads");
  return {
    winner: "worker-threads",
    because: [`Worker threads are ${threads?.speedup.toFixed(1)} times as fast, with ${threads?.cpuPercent} % CPU.`],
    table: rows.map((row) => Object.values(row).join("\t")).join("\n"),
  };
}

// %%
// exercise 12.7 · The page
async function page(title: string, rows: readonly BenchmarkRow[]): Promise<string> {
  const { winner, because } = analyse(rows);
  const lines = rows.map((row) => `<tr><td>${row.approach}</td><td>${row.agents}</td><td>${row.seconds}</td></tr>`);
  return `<!doctype html>
<html><head><title>${title}</title>
<link rel="stylesheet" href="https://example.org/pretty.css">
<script src="https://example.org/charts.js"></script></head>
<body><h1>${title}</h1><p>${winner}: ${because.join(" ")}</p><div id="chart"></div>
<table>${lines.join("\n")}</table></body></html>`;
}
