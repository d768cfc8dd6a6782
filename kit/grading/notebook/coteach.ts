import { coteachPrompt } from "../../coteacher/index.ts";
import { promptHtml } from "../feedback/index.ts";
import { runCheck, showProblem } from "./check.ts";
import { openDisplay } from "./display.ts";
import { shown } from "./shown.ts";

/**
 * Shows a prompt to copy into any AI assistant: the exercise, your code, which checks fail and how, and the request to guide you with
 * questions instead of giving the answer. Nothing is sent anywhere.
 *
 * @param id - the exercise, such as `"01.2"`
 * @returns the prompt's length in characters; never throws
 */
export async function coteach(id: string): Promise<{ exercise: string; characters: number }> {
  const display = openDisplay();
  try {
    const { report, facts } = await runCheck(id, display);
    const visible = report.checks.filter((check) => !check.hidden);
    const prompt = coteachPrompt({
      exercise: facts,
      lessonTitle: facts.lessonTitle,
      task: facts.task,
      names: facts.names,
      code: report.state === "missing" || report.state === "empty" ? "" : report.code,
      failing: visible.filter((check) => check.status !== "passed"),
      passing: visible.filter((check) => check.status === "passed").map((check) => check.name),
      ...(report.problem === undefined ? {} : { problem: report.problem }),
    });
    display.show({ "text/html": promptHtml(facts.id, prompt), "text/plain": prompt });
    return shown({ exercise: facts.id, characters: prompt.length });
  } catch (error) {
    showProblem(display, error);
    return shown({ exercise: String(id), characters: 0 });
  }
}
