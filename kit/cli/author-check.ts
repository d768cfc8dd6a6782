import { UsageError } from "../common/command-line.mjs";
import { courseFolder, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** `npm run author-check`. */
export const authorCheckCommand = defineCommand(
  {
    name: "author-check",
    usage: ["[-- options]"],
    about: `Holds the lessons to the author's contract: every starter fails every one of its checks, every solution and every
other correct answer passes them all, every wrong answer in test/answers is caught by the check meant for it with
feedback that helps; hints climb and keep the answer; each lesson has all its parts; words are spelled, links resolve,
pictures have words, notebooks are built. docs/authors.md explains each rule.`,
    options: {
      lesson: { value: "NN", help: "look at this lesson only", multiple: true },
      repeat: { value: "N", help: "try each solution N times", default: "1" },
      "every-check": {
        help: "try each wrong answer on every check of its exercise, also to see that none errs",
      },
      notebooks: { help: "run the solved notebooks in the kernel too, and hold each to 40 s" },
      "no-answers": { help: "leave out the answers: the rules on the text alone, in seconds" },
      mutants: {
        help: "instead, change the solutions in small ways and see which changes no check notices;\nwrites test/lessons/mutation/score.json",
      },
      json: { help: "print the report as JSON" },
      root: rootOption,
    },
    closing: "Exit code: 0 when the contract is kept, 1 when something is to mend, 2 for wrong use.",
  },
  async ({ values }, tools) => {
    const repeat = Number(values.repeat);
    if (!Number.isInteger(repeat) || repeat < 1)
      throw new UsageError(`--repeat wants a whole number from 1 on, and got ${values.repeat}.`);
    const { holdMutantsToContract, holdToContract } = await import("./author-check/hold-to-contract.ts");
    const hold = values.mutants ? holdMutantsToContract : holdToContract;
    return hold(
      {
        root: courseFolder(values.root),
        ...(values.lesson === undefined ? {} : { lessons: values.lesson }),
        repeat,
        answers: !values["no-answers"],
        everyCheck: values["every-check"],
        notebooks: values.notebooks,
        json: values.json,
      },
      tools,
    );
  },
);

if (import.meta.main) await runAsProgram(authorCheckCommand);
