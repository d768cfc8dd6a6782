import { type CheckReport, type ExerciseReport, mutantGrader } from "../../checking/index.ts";
import type { Lesson } from "../../lesson/index.ts";
import type { AnswerCase } from "../cases/answer-case.ts";
import { AnswerRunner } from "../cases/answer-runner.ts";
import type { Mutant } from "./mutants.ts";

/** `killed`: a check did not pass. `survived`: all passed. `invalid`: the change does not compile, so no learner could run it. */
export type MutantState = "killed" | "survived" | "invalid";

/** A mutant with the result of its checks. */
export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly state: MutantState;
  /** The first check that did not pass. */
  readonly by?: string;
}

/** Judges mutants by the checks as any answer is judged, hidden checks too. A survivor is judged a second time, in a fresh process. */
export async function judgeMutants(
  root: string,
  lessons: readonly Lesson[],
  mutants: readonly Mutant[],
  onJudged: (judged: JudgedMutant, done: number) => void = () => {},
): Promise<JudgedMutant[]> {
  const runner = new AnswerRunner(root, lessons, { makeGrader: mutantGrader });
  const cases = new Map<AnswerCase, Mutant>(mutants.map((mutant) => [caseOf(mutant), mutant]));
  const judged: JudgedMutant[] = [];
  try {
    await runner.run(
      [...cases.keys()],
      (_, report) => stateOf(report) !== "survived",
      ({ answerCase, report }) => {
        const by = report.checks.find(isKilling)?.name;
        const state = stateOf(report);
        const result = {
          mutant: cases.get(answerCase) as Mutant,
          state,
          ...(state === "killed" && by ? { by } : {}),
        };
        judged.push(result);
        onJudged(result, judged.length);
      },
    );
  } finally {
    await runner.close();
  }
  return judged;
}

const caseOf = ({ lesson, exercise, code }: Mutant): AnswerCase => ({
  kind: "wrong",
  lesson,
  exercise,
  code,
  file: "",
  fails: [],
});

function stateOf({ problem, checks, needs }: ExerciseReport): MutantState {
  // Another solution of the course did not pass this time. A survivor is judged again.
  if (needs !== undefined) return "survived";
  if (problem !== undefined) return "invalid";
  return checks.some(isKilling) ? "killed" : "survived";
}

/** A check that could not be explored says nothing of the mutant. */
const isKilling = ({ status }: CheckReport) => status !== "passed" && status !== "open";
