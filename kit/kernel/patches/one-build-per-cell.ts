import type { Patch } from "./patch.ts";

export const oneBuildPerCell: Patch = {
  name: "one-build-per-cell",
  file: "converter.js",
  defect:
    "tslab builds the whole program twice a cell, the first time only to learn the cell's top-level names. That doubles the time and the memory, and a cell that says `export` itself is refused.",
  effect: "The names come from the cell's syntax tree alone, without those that the cell exports itself.",
  edits: [
    {
      find: `        updateContent(prevDecl, src);
        let declsFile = builder.getSourceFile(declFilename);
        let srcFile = builder.getSourceFile(srcFilename);
        const locals = srcFile.locals;
        const keys = new Set();
        if (locals) {
            locals.forEach((_, key) => {
                keys.add(key);
            });
        }
        if (keys.size > 0) {
            // Export all local variables.
            // TODO: Disallow "export" in the input.
            const suffix = "\\nexport {" + Array.from(keys).join(", ") + "}";
            updateContent(prevDecl, src + suffix);
            declsFile = builder.getSourceFile(declFilename);
            srcFile = builder.getSourceFile(srcFilename);
        }
`,
      replace: `        const keys = new Set(swarmlab.namesToExport(src));
        const suffix = keys.size > 0 ? "\\nexport {" + Array.from(keys).join(", ") + "}" : "";
        updateContent(prevDecl, src + suffix);
        const declsFile = builder.getSourceFile(declFilename);
        const srcFile = builder.getSourceFile(srcFilename);
`,
    },
  ],
};
