import type { AnswerProcesses, CompiledAnswer } from "../../sandbox/index.ts";
import { seedOf } from "./random.ts";
import type { CheckIdentity, CheckOutcome, RunSettings } from "./request.ts";
import { type CheckBody, runCheck } from "./run-check.ts";

/**
 * Runs a check as often as it asks for, each time with another seed and a fresh module of the answer. The check passes when every repetition
 * passes. A check of which some repetitions pass is flaky, and fails. A repetition that was stopped, or lost its process, is the last one.
 *
 * @param settings.seed - runs one repetition, with this seed, to repeat a failure
 * @param settings.classSeed - the secret from which the seeds are drawn
 */
export async function repeatCheck(
  check: CheckIdentity,
  body: CheckBody,
  compiled: CompiledAnswer,
  processes: AnswerProcesses,
  { seed: only, classSeed }: Pick<RunSettings, "seed" | "classSeed"> = {},
): Promise<CheckOutcome> {
  const { repeat: times = 1 } = check;
  if (only !== undefined) return runCheck(check, body, compiled, processes, only);
  let passed = 0;
  let first: { seed: number; outcome: CheckOutcome } | undefined;
  let last: CheckOutcome | undefined;
  for (let repetition = 0; repetition < times; repetition += 1) {
    const seed = seedOf(check.exercise, check.name, repetition, classSeed);
    last = await runCheck(check, body, compiled, processes, seed);
    if (last.status === "passed") passed += 1;
    // What failed is sure; what could not be explored is open.
    else if (first === undefined || (first.outcome.status === "open" && last.status !== "open"))
      first = { seed, outcome: last };
    if (last.status === "timeout" || last.status === "error") {
      first = { seed, outcome: last };
      break;
    }
  }
  if (times === 1 || !first) return first?.outcome ?? (last as CheckOutcome);
  return described(first.outcome, first.seed, passed, check);
}

/** The outcome of a check of which a repetition failed: how many passed, and how to repeat the failure. */
function described(outcome: CheckOutcome, seed: number, passed: number, check: CheckIdentity): CheckOutcome {
  const { repeat: times = 1, exercise } = check;
  if (outcome.status === "open") return outcome;
  const replay = `To see it again: npm run check -- NOTEBOOK --exercise ${exercise} --seed ${seed}`;
  const often =
    passed > 0 && outcome.status === "failed"
      ? `flaky ${passed}/${times}: ${passed} of ${times} repetitions passed. `
      : "";
  const stopped = outcome.status === "failed" ? "" : `Repetition ${passed + 1} of ${times}: `;
  return {
    ...outcome,
    message: `${often}${stopped}${outcome.message}${/[.!?…]$/.test(outcome.message) ? "" : "."} (seed ${seed}) ${replay}`,
    repetitions: { passed, times, seed },
  };
}
