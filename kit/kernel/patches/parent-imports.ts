import type { Patch } from "./patch.ts";

export const parentImports: Patch = {
  name: "parent-imports",
  file: "converter.js",
  defect:
    'A cell that imports a TypeScript file from above the notebook\'s folder (`"../x"`) fails: TypeScript wants all files below one folder, and tslab says "unexpected emit path".',
  effect:
    "TypeScript's complaint is dropped (compile/problem.ts). Such a file is emitted under its absolute path; that path is taken as it is.",
  edits: [
    {
      find: `                const rel = path_1.default.relative(outDir, fileName);
                if (rel.startsWith("..")) {
                    throw new Error("unexpected emit path: " + fileName);
                }
`,
      replace: `                const rel = path_1.default.isAbsolute(fileName)
                    ? path_1.default.relative(cwd, fileName)
                    : path_1.default.relative(outDir, fileName);
`,
    },
  ],
};
