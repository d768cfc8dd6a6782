import { UsageError } from "../common/command-line.mjs";
import { courseFolder, existingFromCaller, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";
import { readSandboxKind, sandboxWords } from "./run-command/sandbox-option.ts";

/** `npm run check`. */
export const checkCommand = defineCommand(
  {
    name: "check",
    usage: ["-- NOTEBOOK [options]"],
    about: `Runs the checks of a lesson on the exercises of a notebook and says what holds and what does not.
The code in the file counts, not its outputs: save the notebook first.`,
    positionals: true,
    options: {
      json: {
        help: "print the result as JSON:\n{lesson, points, maxPoints, exercises: [{id, title, points, maxPoints, checks}]}",
      },
      exercise: { value: "ID", help: "check one exercise only, such as 01.2", multiple: true },
      sandbox: {
        value: "KIND",
        help: `how the code is sandboxed: ${sandboxWords}, see docs/sandbox.md\n(default: bwrap, else unshare, where one works)`,
      },
      seed: {
        value: "N",
        help: "run checks that repeat themselves once, with this seed, to see a failure again",
      },
      root: rootOption,
    },
    closing: "Exit code: 0 when every check passed, 1 when one did not, 2 when there was nothing to check.",
  },
  async ({ values, positionals }, tools) => {
    const [file, ...more] = positionals;
    if (file === undefined)
      throw new UsageError(
        "Which notebook? Give its path, for example: npm run check -- work/01-one-agent.ipynb",
      );
    if (more.length > 0)
      throw new UsageError(
        `One notebook at a time: ${more.join(", ")} ${more.length === 1 ? "is" : "are"} too many.`,
      );
    const sandbox = values.sandbox === undefined ? undefined : readSandboxKind(values.sandbox);
    if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed))
      throw new UsageError(`A seed is a whole number, not ${values.seed}.`);
    const { checkNotebook } = await import("./check/check-notebook.ts");
    return checkNotebook(
      {
        root: courseFolder(values.root),
        file,
        notebook: existingFromCaller(file),
        json: values.json,
        ...(values.exercise ? { exercises: values.exercise } : {}),
        ...(sandbox ? { sandbox } : {}),
        ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
      },
      tools,
    );
  },
);

if (import.meta.main) await runAsProgram(checkCommand);
