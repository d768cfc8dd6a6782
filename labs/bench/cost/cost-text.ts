import { costExamples } from "./cost-examples.ts";
import { billCells, billTitles, claimLines, exampleResult, loadLine, queueLines } from "./cost-words.ts";
import type { CostPlan, CostPlanRow } from "./plan-costs.ts";

/** A plan as text for a terminal. */
export function costText(plan: CostPlan): string {
  const { machine, workload, notes } = plan;
  return [
    loadLine(plan),
    `Measured: ${workload}, ${machine.cores} cores, ${machine.cpu}`,
    "",
    `Containers as large as that machine, ${machine.cores} cores`,
    ...table(plan, ({ whole }) => whole),
    "",
    "Containers with as many cores as each keeps busy",
    ...table(plan, ({ fitted }) => fitted),
    "",
    "“75 % cheaper”",
    ...claimLines(plan).map((line) => `  ${line}`),
    "",
    "The articles' cases",
    ...exampleLines(),
    "",
    "What a queue adds",
    ...queueLines(plan).map((line) => `  ${line}`),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
  ].join("\n");
}

/** The articles' cases with their inputs, as text. */
export function exampleLines(): string[] {
  return costExamples().flatMap((example) => [
    `  ${example.name}: ${example.title}`,
    ...example.inputs.map((input) => `    in:  ${input}`),
    `    out: ${exampleResult(example)}; the article says ${example.claimed}`,
    `    ${example.because}`,
  ]);
}

function table(plan: CostPlan, billOf: (row: CostPlanRow) => CostPlanRow["whole"]): string[] {
  const rows = [billTitles(plan), ...plan.rows.map((row) => billCells(row.approach, billOf(row), plan))];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0))).join("  ")}`.trimEnd(),
  );
}
