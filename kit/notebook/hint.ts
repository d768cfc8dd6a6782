import { hintHtml } from "../checking/index.ts";
import { showProblem } from "./check.ts";
import { openDisplay } from "./display.ts";
import { executedCells, session } from "./session.ts";
import { shown } from "./shown.ts";

/**
 * Shows the next hint of an exercise. Each hint says more than the one before. Hints cost no points.
 *
 * @param id - the exercise, such as `"01.2"`
 * @returns which hint it was; never throws
 */
export async function hint(id: string): Promise<{ exercise: string; hint: number; of: number }> {
  const display = openDisplay();
  try {
    const { client, hints } = session();
    const facts = await client.exercise(String(id), executedCells());
    const step = hints.next(facts.id, facts.hints);
    if (!step)
      throw new Error(
        `Exercise ${facts.id} has no hints. coteach("${facts.id}") gives you a prompt for an AI assistant.`,
      );
    const title = `Exercise ${facts.id} · hint ${step.number} of ${step.of}`;
    const more =
      step.number < step.of
        ? `hint("${facts.id}") again shows the next one.`
        : `That was the last one. coteach("${facts.id}") gives you a prompt for an AI assistant.`;
    display.show({
      "text/html": hintHtml(title, step.text, more),
      "text/plain": `${title}\n\n${step.text}\n\n${more}`,
    });
    return shown({ exercise: facts.id, hint: step.number, of: step.of });
  } catch (error) {
    showProblem(display, error);
    return shown({ exercise: String(id), hint: 0, of: 0 });
  }
}
