import type { Patch } from "./patch.ts";

export const watchOwnFilesOnly: Patch = {
  name: "watch-own-files-only",
  file: "converter.js",
  defect:
    "tslab polls every declaration file of TypeScript and of all packages for changes, some two hundred files.",
  effect: "Only the learner's own files are watched.",
  edits: [
    {
      find: "        // Note: File watchers for real files and virtual files are mixed here.\n",
      replace: `        if (path.includes("/node_modules/") || path.endsWith(".d.cts")) {
            return { close: () => { } };
        }
        // Note: File watchers for real files and virtual files are mixed here.
`,
    },
  ],
};
