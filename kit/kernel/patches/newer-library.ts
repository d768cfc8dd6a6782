import type { Patch } from "./patch.ts";

export const newerLibrary: Patch = {
  name: "newer-library",
  file: "converter.js",
  defect:
    "TypeScript 5.0 does not know `toSorted`, `Object.groupBy`, `Promise.withResolvers` or `Symbol.dispose`, and has no type parameter on typed arrays, so newer declarations become `any`.",
  effect:
    "Our declarations of the newer library join every program, and `Int32Array<SharedArrayBuffer>` is read as `Int32Array`.",
  edits: [
    {
      find: "const rootFiles = new Set([declFilename, srcFilename]);",
      replace: "const rootFiles = new Set([...swarmlab.libraryFiles, declFilename, srcFilename]);",
    },
    {
      find: "return ts.sys.readFile(forwardTslabPath(cwd, path), encoding);",
      replace: `const text = ts.sys.readFile(forwardTslabPath(cwd, path), encoding);
        return text === undefined ? undefined : swarmlab.plainArrayTypes(path, text);`,
    },
  ],
};
