import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { errorMessage } from "../common/error-message.ts";
import { replaceFile } from "../common/write-file.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** What `run_autograder` calls in Gradescope's container. Its exit code is 0 where it wrote a results.json. */
export const autograderCommand = defineCommand(
  {
    name: "autograder",
    usage: ["[-- options]"],
    about: `Grades one submission in Gradescope's container and writes its results.json. It is no npm script: the
autograder's run_autograder calls it.`,
    options: {
      autograder: { value: "FOLDER", help: "Gradescope's folder", default: "/autograder" },
      sandbox: { value: "KIND", help: "the only kind of sandbox to use" },
      seconds: {
        value: "N",
        help: "the time that grading may take; Gradescope ends a container after 10 minutes, unless the assignment gives it more",
        default: "540",
      },
    },
    closing: "Exit code: 0 when results.json is written, also where it says that grading failed.",
  },
  async ({ values: { autograder, sandbox, seconds } }) => {
    const [{ gradeSubmission, placesIn, ungraded }, { isSandboxKind }] = await Promise.all([
      import("../release/index.ts"),
      import("../sandbox/index.ts"),
    ]);
    const places = placesIn(resolve(autograder));
    let results: unknown;
    try {
      if (sandbox !== undefined && !isSandboxKind(sandbox))
        throw new Error(`There is no sandbox ${sandbox}.`);
      results = await gradeSubmission(places, {
        seconds: Number(seconds),
        ...(sandbox ? { sandbox } : {}),
      });
    } catch (error) {
      // Gradescope shows the output to the instructor alone.
      console.error(error);
      results = ungraded(
        `This submission was not graded, because the autograder failed; that is not your fault, tell your instructor. ${errorMessage(error)}`,
      );
    }
    mkdirSync(dirname(places.resultsFile), { recursive: true });
    replaceFile(places.resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    return 0;
  },
);

if (import.meta.main) {
  await runAsProgram(autograderCommand);
  // Processes and sockets that grading left behind must not keep the container waiting.
  process.exit();
}
