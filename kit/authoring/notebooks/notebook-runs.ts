import { availableParallelism } from "node:os";
import { type Lesson, notebookName } from "../../lesson/index.ts";
import type { Finding } from "../finding.ts";
import { runNotebook, whyNoNotebooks } from "./run-notebook.ts";
import { someAtATime } from "./some-at-a-time.ts";

/** A lesson's solved notebook runs through in this time on two idle cores. */
const LIMIT_SECONDS = 40;

/** Runs the solved notebooks of lessons, one after the other so that each has the whole machine to itself. A cell that fails is a finding. */
export async function notebookRuns(
  root: string,
  lessons: readonly Lesson[],
): Promise<{ findings: Finding[]; seconds: ReadonlyMap<string, number> }> {
  const problem = whyNoNotebooks(root);
  if (problem !== undefined)
    return { findings: [{ rule: "notebook-runs", message: problem }], seconds: new Map() };
  const seconds = new Map<string, number>();
  const findings = await someAtATime(lessons, 1, async (lesson) => {
    const file = `solutions/${notebookName(lesson)}`;
    const finding = (message: string): Finding[] => [
      { rule: "notebook-runs", lesson: lesson.id, file, message },
    ];
    try {
      const run = await runNotebook(root, file);
      seconds.set(lesson.id, run.seconds);
      const failed = run.cells
        .flatMap(({ outputs = [] }) => outputs)
        .find((output) => output.output_type === "error");
      if (failed) return finding(`a cell fails: ${failed.ename}: ${failed.evalue}.`);
      if (run.seconds <= LIMIT_SECONDS) return [];
      const cores = availableParallelism();
      return finding(
        `it took ${run.seconds.toFixed(0)} s on ${cores} ${cores === 1 ? "core" : "cores"}, and ${LIMIT_SECONDS} s on two are the limit: make its demos smaller, or run this again on a quiet machine.`,
      );
    } catch (error) {
      return finding(
        `it does not run through: ${lastLine((error as { stderr?: string }).stderr ?? String(error))}`,
      );
    }
  });
  return { findings: findings.flat(), seconds };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
