import type { ExerciseReport } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { Trial } from "../trials/trial.ts";
import { TrialBench } from "../trials/trial-bench.ts";
import type { Mutant } from "./mutants.ts";

/** `killed`: a check did not pass. `survived`: all passed. `invalid`: the change does not compile, so no learner could run it. */
export type MutantState = "killed" | "survived" | "invalid";

/** A mutant with what the checks made of it. */
export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly state: MutantState;
  /** The first check that did not pass. */
  readonly by?: string;
}

/** Judges mutants by the checks as any answer is judged, hidden checks too. One that survives is judged a second time, in a fresh process. */
export async function judgeMutants(
  root: string,
  lessons: readonly Lesson[],
  mutants: readonly Mutant[],
  onJudged: (judged: JudgedMutant, done: number) => void = () => {},
): Promise<JudgedMutant[]> {
  const bench = new TrialBench(root, lessons, { untilFailure: true });
  const trials = new Map<Trial, Mutant>(mutants.map((mutant) => [trialOf(mutant), mutant]));
  const judged: JudgedMutant[] = [];
  try {
    await bench.run(
      [...trials.keys()],
      (_, report) => stateOf(report) !== "survived",
      ({ trial, report }) => {
        const by = report.checks.find(({ status }) => status !== "passed")?.name;
        const state = stateOf(report);
        const result = {
          mutant: trials.get(trial) as Mutant,
          state,
          ...(state === "killed" && by ? { by } : {}),
        };
        judged.push(result);
        onJudged(result, judged.length);
      },
    );
  } finally {
    await bench.close();
  }
  return judged;
}

const trialOf = ({ lesson, exercise, code }: Mutant): Trial => ({
  kind: "wrong",
  lesson,
  exercise,
  code,
  file: "",
  fails: [],
});

function stateOf({ problem, checks }: ExerciseReport): MutantState {
  if (problem !== undefined) return "invalid";
  return checks.some(({ status }) => status !== "passed") ? "killed" : "survived";
}
