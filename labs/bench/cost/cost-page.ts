import { escapeMarkup } from "../../common/escape-markup.ts";
import { pageStyle } from "../../dashboard/index.ts";
import { costExamples } from "./cost-examples.ts";
import { costPicture } from "./cost-picture.ts";
import { billCells, billTitles, claimLines, exampleResult, loadLine, queueLines } from "./cost-words.ts";
import type { CostPlan, CostPlanRow } from "./plan-costs.ts";

/** A plan as one HTML page that needs no network, no script and no other file, light or dark like the reader's system. */
export function costPage(plan: CostPlan): string {
  const title = "What the swarm costs";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${pageStyle}
figure { overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 620px; height: auto; }
</style>
</head>
<body>
<header>
<p class="kicker">Swarm Lab</p>
<h1>${title}</h1>
<p class="facts">${escapeMarkup(`${loadLine(plan)} Measured: ${plan.workload} · ${plan.machine.cores} cores · ${plan.machine.cpu}`)}</p>
</header>
<main>
<figure tabindex="0">${costPicture(plan)}</figure>
${section("claim", "“75 % cheaper”: when it holds", paragraphs(claimLines(plan)))}
${section(
  "whole",
  `Containers as large as the machine, ${plan.machine.cores} cores`,
  table(plan, ({ whole }) => whole),
)}
${section(
  "fitted",
  "Containers with as many cores as each keeps busy",
  table(plan, ({ fitted }) => fitted),
)}
${section("queue", "What a queue adds", paragraphs(queueLines(plan)))}
${section("cases", "The articles' cases, with their inputs", examples())}
${plan.notes.length > 0 ? section("notes", "What is not known here", paragraphs(plan.notes)) : ""}
</main>
</body>
</html>
`;
}

function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeMarkup(title)}</h2>\n${content}</section>`;
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join("\n");
}

function table(plan: CostPlan, billOf: (row: CostPlanRow) => CostPlanRow["whole"]): string {
  const head = billTitles(plan).map((title) => `<th scope="col">${escapeMarkup(title)}</th>`);
  const rows = plan.rows.map((row) => {
    const [name = "", ...cells] = billCells(row.approach, billOf(row), plan);
    return `<tr><th scope="row">${escapeMarkup(name)}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`;
  });
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head.join("")}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

function examples(): string {
  return costExamples()
    .map(
      (example) => `<h3>${escapeMarkup(example.title)}</h3>
<ul>${example.inputs.map((input) => `<li>${escapeMarkup(input)}</li>`).join("")}</ul>
<p><strong>${escapeMarkup(exampleResult(example))}.</strong> The article says ${escapeMarkup(example.claimed)}. ${escapeMarkup(example.because)}</p>`,
    )
    .join("\n");
}
