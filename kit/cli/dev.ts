import { UsageError } from "../common/command-line.mjs";
import { subjectOf } from "./dev/subject.ts";
import { courseFolder, existingFromCaller, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

/** `npm run dev`. */
export const devCommand = defineCommand(
  {
    name: "dev",
    usage: ["-- PATH"],
    about: `Watches one thing, sets nothing up, and judges it again at every save. Ctrl-C ends it.

  npm run dev -- solutions/04-locks.ts     a lesson, or test/checks/04.check.ts: builds its notebooks and judges its
                                           answers; what is to mend is printed as file:line:column
  npm run dev -- test/kit/lesson           tests: a file or a folder
  npm run dev -- kit/lesson/lesson.ts      a file or a folder of labs or kit: the tests that mirror it`,
    positionals: true,
    options: { root: rootOption },
    closing: "Exit code: 0 when Ctrl-C ended it, 2 for wrong use.",
  },
  async ({ values, positionals }, tools) => {
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0)
      throw new UsageError("Watch what? Give one path, for example: npm run dev -- solutions/04-locks.ts");
    const root = courseFolder(values.root);
    const subject = subjectOf(existingFromCaller(path), root);
    if (subject.kind === "tests") {
      const { watchTests } = await import("./dev/watch-tests.ts");
      return watchTests(root, subject.path, tools);
    }
    const { watchLesson } = await import("./dev/watch-lesson.ts");
    return watchLesson(root, subject.lesson, tools);
  },
);

if (import.meta.main) await runInterruptibly(devCommand);
