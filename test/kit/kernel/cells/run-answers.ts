/*
 * A process that runs compiled answers, each in a fresh module, as the process of a check does, but all in one process and without a
 * sandbox. Only the corpus of this project runs here.
 */
import { runAnswerModule } from "../../../../kit/sandbox/process/answer-module.ts";
import { outcomeOf } from "./outcome.ts";

export interface AnswerOrder {
  readonly id: number;
  readonly root: string;
  readonly code: string;
  readonly file: string;
}

export interface AnswerOutcome {
  readonly id: number;
  readonly outcome: string;
}

process.on("message", async ({ id, root, code, file }: AnswerOrder) => {
  const outcome = await outcomeOf(async () => {
    const { answer } = await runAnswerModule(root, code, file);
    return (answer as () => unknown)();
  });
  process.send?.({ id, outcome } satisfies AnswerOutcome);
});
process.on("disconnect", () => process.exit(0));
