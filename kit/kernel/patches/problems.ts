import type { Patch } from "./patch.ts";

export const problems: Patch = {
  name: "problems",
  file: "converter.js",
  defect:
    "tslab prints each part of a compile error on a line of its own, without the line of source, and says nothing about errors in files above the notebook's folder.",
  effect:
    "The compiler's findings are handed on as data, in the form the grading side uses too; the kernel shows them as one block.",
  edits: [
    {
      find: `        const diag = convertDiagnostics(getPreEmitDiagnosticsWithDependencies(builder, srcFile));
        if (diag.diagnostics.length > 0) {
            return {
                diagnostics: diag.diagnostics,
            };
        }
`,
      replace: `        const problems = swarmlab.toProblems(getPreEmitDiagnosticsWithDependencies(builder, srcFile), { file: srcFilename, source: src, linesBefore: srcPrefixOffsets.line });
        if (problems.length > 0) {
            return { problems };
        }
`,
    },
  ],
};
