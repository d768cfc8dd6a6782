import type { Patch } from "./patch.ts";

export const courseOptions: Patch = {
  name: "course-options",
  file: "converter.js",
  defect:
    "tslab checks types loosely, resolves packages as Node 10 did (a package's `exports` are not seen), refuses `.ts` endings in imports and knows the library of 2022.",
  effect: "The course's own compiler options are laid over tslab's; the grading side takes the same ones.",
  edits: [
    {
      find: "        rootDir: cwd,\n        outDir,\n    }, sys,",
      replace: "        rootDir: cwd,\n        outDir,\n        ...swarmlab.courseOptions,\n    }, sys,",
    },
  ],
};
