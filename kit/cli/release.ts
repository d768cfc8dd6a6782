import { UsageError } from "../common/command-line.mjs";
import { courseFolder, fromCaller, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** `npm run release`. */
export const releaseCommand = defineCommand(
  {
    name: "release",
    usage: ["-- OUT [--for github]", "-- --gradescope AUTOGRADER.zip [--lesson ID]"],
    about: `Makes the learners' copy of the course in the folder OUT: everything a learner needs for npm run lab, and no
solutions, no hidden checks, no known answers, no history. Before it is put in place it is searched for leaks; if one
is found, nothing is released. A release that stands at OUT is replaced, anything else is left alone.

With --for github the copy is ready for a repository of GitHub, GitHub Classroom or Codespaces: it has a workflow that
runs the visible checks on what a push has changed, a devcontainer, and work/ is committed.

With --gradescope it makes an autograder for Gradescope, which grades with the hidden checks too: that zip is for you
and Gradescope alone. It says how many points the assignment is worth. Both can be made at once.`,
    positionals: true,
    options: {
      gradescope: { value: "FILE", help: "the zip to write; one that stands there is replaced" },
      for: { value: "PLATFORM", help: "the platform that the learners' copy is a repository of: github" },
      lesson: {
        value: "ID",
        help: "with --gradescope: the lesson that is to be handed in, instead of whatever is handed in",
        multiple: true,
      },
      root: rootOption,
    },
    closing: "Exit code: 0 when it is released, 1 when that was refused, 2 for wrong use.",
  },
  async ({ values, positionals }, tools) => {
    const { gradescope, lesson, for: platform } = values;
    const [copy, ...more] = positionals;
    if (more.length > 0 || (copy === undefined && gradescope === undefined))
      throw new UsageError("Where to? Give one folder, for example: npm run release -- ../swarmlab-learners");
    if (lesson !== undefined && gradescope === undefined)
      throw new UsageError(
        "--lesson goes with --gradescope: the learners' copy always holds the whole course.",
      );
    if (platform !== undefined && platform !== "github")
      throw new UsageError(`--for knows github, and not "${platform}".`);
    if (platform !== undefined && copy === undefined)
      throw new UsageError(
        "--for goes with the folder of a learners' copy: npm run release -- OUT --for github",
      );
    const { releaseCourse } = await import("./release/release-course.ts");
    await releaseCourse(
      {
        root: courseFolder(values.root),
        ...(copy === undefined ? {} : { copy: fromCaller(copy) }),
        ...(platform === undefined ? {} : { platform }),
        ...(gradescope === undefined ? {} : { autograder: fromCaller(gradescope) }),
        ...(lesson === undefined ? {} : { lessons: lesson.map((id) => id.padStart(2, "0")) }),
      },
      tools,
    );
    return 0;
  },
);

if (import.meta.main) await runAsProgram(releaseCommand);
