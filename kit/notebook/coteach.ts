import { promptHtml } from "../checking/index.ts";
import { codeOf, runCheck, showProblem } from "./check.ts";
import { coteachTarget } from "./coteacher/co-learning-id.ts";
import { coteachPrompt } from "./coteacher/coteach-prompt.ts";
import { type Display, openDisplay } from "./display.ts";
import type { CheckedExercise } from "./server/messages.ts";
import { executedCells, session } from "./session.ts";
import { shown } from "./shown.ts";

/**
 * Shows a prompt to copy into any AI assistant. Nothing is sent anywhere.
 *
 * Of an exercise it holds the task, your code, which checks fail and how, and the request to guide you with questions instead of giving the
 * answer. Of a box of the lesson it holds what the box asks, and your own code where the box mentions it.
 *
 * @param id - an exercise, such as `"01.2"`, or a box, such as `"01 prompt 1"`, `"01 challenge 1"` or `"01 try 1"`
 * @returns the prompt's length in characters; never throws
 */
export async function coteach(id: string): Promise<{ exercise: string; characters: number }> {
  const display = openDisplay();
  try {
    const target = coteachTarget(String(id));
    if (target.kind === "box") return await coteachBox(target.id, display);
    const { report, facts } = await runCheck(id, display);
    const hintsRead = facts.hints.slice(0, session().hints.shown(facts.id));
    const prompt = promptOf({ report, facts }, hintsRead);
    const missing =
      report.state === "missing" || report.state === "empty"
        ? ` Your code is not in it, because the cell of exercise ${facts.id} has not been run: run it, then call coteach(${JSON.stringify(facts.id)}) again.`
        : "";
    const caption = `Copy this prompt for exercise ${facts.id} into any AI assistant. It asks for questions, not for the answer.${missing}`;
    display.show({ "text/html": promptHtml(caption, prompt), "text/plain": prompt });
    return shown({ exercise: facts.id, characters: prompt.length });
  } catch (error) {
    showProblem(display, error);
    return shown({ exercise: String(id), characters: 0 });
  }
}

/** The prompt of an exercise, as its check has found it. @param hintsRead - the hints that the learner has read already */
export function promptOf(
  { report, facts }: Pick<CheckedExercise, "report" | "facts">,
  hintsRead: readonly string[] = [],
): string {
  const visible = report.checks.filter((check) => !check.hidden);
  return coteachPrompt({
    exercise: facts,
    lessonTitle: facts.lessonTitle,
    task: facts.task,
    names: facts.names,
    code: codeOf(report),
    hintsRead,
    failing: visible.filter((check) => check.status !== "passed"),
    passing: visible.filter((check) => check.status === "passed").map((check) => check.name),
    ...(report.problem === undefined ? {} : { problem: report.problem }),
  });
}

async function coteachBox(box: string, display: Display): Promise<{ exercise: string; characters: number }> {
  const { id, prompt, placeholders, without } = await session().client.prompt(box, executedCells());
  const fill = placeholders.length === 0 ? "" : " Fill in what stands in *(brackets)* before you send it.";
  const missing =
    without.length === 0
      ? ""
      : ` It speaks of your code for exercise ${without.join(" and ")}, which is not in it: that cell has not been run, or is as it was handed out. Run it, then call coteach(${JSON.stringify(id)}) again.`;
  const caption = `Copy this into any AI assistant.${fill}${missing}`;
  display.show({ "text/html": promptHtml(caption, prompt), "text/plain": prompt });
  return shown({ exercise: id, characters: prompt.length });
}
