import type { AgentResult } from "../agents/index.ts";
import type { SwarmRun } from "./run.ts";
import type { StartedRun } from "./run-alone.ts";

/**
 * Starts a run at the first step of the loop and yields its results as they arrive. Leaving the loop early stops the run.
 *
 * @returns the whole run, as the return value of the iterator
 */
export async function* resultsOf(
  start: (onResult: (result: AgentResult) => void) => StartedRun | Promise<StartedRun>,
): AsyncGenerator<AgentResult, SwarmRun> {
  const ready: AgentResult[] = [];
  let wake = Promise.withResolvers<void>();
  const started = await start((result) => {
    ready.push(result);
    wake.resolve();
  });
  let isOver = false;
  const ended = started.ended.finally(() => {
    isOver = true;
    wake.resolve();
  });
  // The last line throws the error; this keeps it from counting as an unhandled rejection.
  ended.catch(() => {});
  try {
    while (!isOver || ready.length > 0) {
      if (ready.length === 0) await wake.promise;
      wake = Promise.withResolvers();
      yield* ready.splice(0);
    }
    return await ended;
  } finally {
    started.stop({ code: "CANCELLED", message: "was stopped, because nobody reads the results any more" });
    await ended.catch(() => {});
  }
}
