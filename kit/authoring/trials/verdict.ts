import type { ExerciseReport } from "../../checking/index.ts";
import type { Finding } from "../finding.ts";
import { correctPasses } from "../rules/correct-passes.ts";
import { starterFails } from "../rules/starter-fails.ts";
import { wrongIsRejected } from "../rules/wrong-is-rejected.ts";
import type { Trial } from "./trial.ts";

/** What is wrong with the checks' judgement of an answer; nothing where they judged it as its author wants. */
export function verdict(trial: Trial, report: ExerciseReport): Finding[] {
  switch (trial.kind) {
    case "starter":
      return starterFails(trial, report);
    case "solution":
    case "right":
      return correctPasses(trial, report);
    case "wrong":
      return wrongIsRejected(trial, report);
  }
}
