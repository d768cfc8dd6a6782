import type { ExerciseReport } from "../../checking/index.ts";
import type { Finding } from "../finding.ts";
import { correctPasses } from "../rules/correct-passes.ts";
import { starterFails } from "../rules/starter-fails.ts";
import { wrongIsRejected } from "../rules/wrong-is-rejected.ts";
import type { AnswerCase } from "./answer-case.ts";

/** Compares the report on an answer with what its author wants. @returns nothing where they agree */
export function judgeCase(answerCase: AnswerCase, report: ExerciseReport): Finding[] {
  switch (answerCase.kind) {
    case "starter":
      return starterFails(answerCase, report);
    case "solution":
    case "right":
      return correctPasses(answerCase, report);
    case "wrong":
      return wrongIsRejected(answerCase, report);
  }
}
