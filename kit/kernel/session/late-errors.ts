import { currentCell, isStopped } from "./cell-context.ts";
import { reportThrown } from "./error-report.ts";

const HINTS = {
  uncaughtException:
    "It happened in a callback after its cell had gone on, so no cell could catch it. The kernel goes on.",
  unhandledRejection:
    "Nothing waited for this promise: write `await` in front of it, or `.catch(…)` behind it. The kernel goes on.",
} as const;

/** Shows uncaught errors and unhandled rejections under the cell they come from. They never end the kernel. */
export function reportLateErrors(): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (thrown: unknown) => {
      const cell = currentCell();
      if (cell === undefined) {
        process.stderr.write(`${String(thrown)}\n`);
        return;
      }
      if (isStopped(cell)) return;
      const { traceback } = reportThrown(thrown);
      cell.output.stream("stderr", `Late error: ${traceback.join("\n")}\n\n${HINTS[event]}\n`);
    });
  }
}
