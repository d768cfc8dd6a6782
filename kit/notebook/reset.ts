import { besideHtml } from "../checking/index.ts";
import { kernelBridge } from "../kernel/index.ts";
import { showProblem } from "./check.ts";
import { openDisplay } from "./display.ts";
import { executedCells, session } from "./session.ts";
import { shown } from "./shown.ts";

/**
 * Shows an exercise's cell as it was handed out, beside your own. Nothing is overwritten: the handed-out cell comes into a new cell below, and
 * a button copies it.
 *
 * @param id - the exercise, such as `"01.2"`
 * @returns whether your cell differs from the handed-out one; never throws
 */
export async function reset(id: string): Promise<{ exercise: string; changed: boolean }> {
  const display = openDisplay();
  try {
    const { facts, code } = await session().client.cell(String(id), executedCells());
    const { starter } = facts;
    const changed = code !== "" && code.trim() !== starter.trim();
    kernelBridge()?.addCellBelow?.(asCopy(starter, facts.id));
    const caption =
      code === ""
        ? `Exercise ${facts.id} as it was handed out. Your own cell has not been run yet.`
        : changed
          ? `Exercise ${facts.id} as it was handed out, beside your own. Your cell is untouched.`
          : `Your cell of exercise ${facts.id} is as it was handed out.`;
    const todo =
      "To start over, copy the handed-out text into your cell. It also stands in a new cell below.";
    display.show({
      "text/html": besideHtml(`${caption} ${todo}`, ["handed out", starter], ["yours", code]),
      "text/plain": `${caption} ${todo}\n\n${starter}`,
    });
    return shown({ exercise: facts.id, changed });
  } catch (error) {
    showProblem(display, error);
    return shown({ exercise: String(id), changed: false });
  }
}

/** The handed-out cell without the line that makes a cell the answer: two cells with that line would be two answers. */
function asCopy(starter: string, id: string): string {
  const code = starter.replace(/^\/\/ exercise [^\n]*\n?/, "");
  return `// As it was handed out, to compare. What counts is your own cell of exercise ${id}.\n${code}`;
}
