import { ClassError, openReview } from "../../grading/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";

/** Nothing could be begun with. */
const NOTHING_TO_BEGIN_WITH = 2;

/**
 * Serves the page in which a person enters points, until it is interrupted.
 *
 * @returns the exit code
 */
export async function reviewGradebook(folder: string, { out, signal }: CommandTools): Promise<number> {
  try {
    await using review = await openReview(folder);
    const { open, all } = review.counts;
    out.write(`${open} of ${all} answers are open. Enter points in your browser:\n\n  ${review.url}\n\n`);
    out.write("Only this machine can open it. Ctrl-C ends it; what you entered is saved.\n");
    await interrupted(signal);
    const left = review.counts.open;
    out.write(
      `\n${left === 0 ? "All points are entered." : `${left} of ${all} answers are still open.`} Run the command that graded the class again.\n`,
    );
    return 0;
  } catch (error) {
    if (!ClassError.is(error)) throw error;
    throw new CommandFailure(error.message, NOTHING_TO_BEGIN_WITH, { cause: error });
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
