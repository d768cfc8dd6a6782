import { escapeMarkup } from "../../common/escape-markup.ts";
import { formatSeconds } from "../../common/format-numbers.ts";
import { card, fontFamily } from "../../dashboard/index.ts";
import type { GraphRecord, NodeRun, StateEntry } from "../recording/graph-record.ts";
import { labelOf } from "./node-summary.ts";

const STYLE = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: ${card.fill}; --line: ${card.stroke}; --ink: #1b222c; --soft: #4b5563; }
@media (prefers-color-scheme: dark) { :root { --page: #111418; --card: #1c2127; --line: #363d46; --ink: #e8eaed; --soft: #b3bac4; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px 48px; background: var(--page); color: var(--ink); font: 16px/1.5 ${fontFamily}; }
main { max-width: 1100px; margin: 0 auto; }
h1 { font-size: 1.4rem; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; margin: 0 0 16px; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid currentColor; }
p { max-width: 76ch; margin: 0.4em 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35em 0.6em; border-bottom: 1px solid var(--line); }
.number { text-align: right; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
thead th { border-bottom-width: 2px; }
th[scope="row"] { min-width: 8em; overflow-wrap: anywhere; }
td:nth-child(n + 5) { min-width: 12em; overflow-wrap: anywhere; }
code { font-size: 0.85em; overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { body { background: none; padding: 0; } section { border: none; padding: 0; break-inside: avoid; } }
`;

/** The picture as one HTML page: no script, no other file, light or dark like the reader's system. */
export function graphPage(
  record: GraphRecord,
  title: string,
  sentences: readonly string[],
  svg: string,
): string {
  const words = sentences.map((sentence) => `<p>${escapeMarkup(sentence)}</p>`).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<section>
<div class="scroll" tabindex="0" role="region" aria-label="The graph and its timeline">${svg}</div>
${words}
</section>
<section>
<div class="scroll" tabindex="0" role="region" aria-label="Table of nodes">
<table>
<caption class="unseen">What each node read and wrote</caption>
<thead><tr><th scope="col" class="number">Step</th><th scope="col">Node</th><th scope="col">Where</th><th scope="col" class="number">Time</th><th scope="col">Read</th><th scope="col">Wrote</th></tr></thead>
<tbody>
${record.runs
  .toSorted((a, b) => a.step - b.step)
  .map(row)
  .join("\n")}
</tbody>
</table>
</div>
</section>
</main>
</body>
</html>
`;
}

function row({ step, node, startedAt, endedAt, agents, read, wrote, error }: NodeRun): string {
  const where = [...new Set(agents.map(({ worker }) => worker))].join(", ") || "main";
  const time = endedAt === undefined ? "runs" : formatSeconds(endedAt - startedAt);
  const wroteText = error === null ? entries(wrote) : `✕ ${escapeMarkup(error)}`;
  return `<tr><td class="number">${step}</td><th scope="row">${escapeMarkup(labelOf(node))}</th><td>${escapeMarkup(where)}</td><td class="number">${time}</td><td>${entries(read)}</td><td>${wroteText}</td></tr>`;
}

function entries(list: readonly StateEntry[]): string {
  return list.map(({ key, text }) => `${escapeMarkup(key)} <code>${escapeMarkup(text)}</code>`).join("<br>");
}
