import type { Patch } from "./patch.ts";

export const sourceMaps: Patch = {
  name: "source-maps",
  file: "converter.js",
  defect:
    "tslab throws the compiler's source maps away, so a failing cell is reported at lines of generated JavaScript.",
  effect:
    "Both compile steps keep their maps and hand them on with the code, for the cell and for the files it imports.",
  edits: [
    {
      find: "        let output;\n        let declOutput;\n",
      replace: "        let output;\n        let outputMap;\n        let declOutput;\n",
    },
    {
      // TypeScript writes a file's map just before the file.
      find: "                if (fileName === dstFilename) {\n",
      replace: `                if (fileName.endsWith(".js.map")) {
                    outputMap = data;
                    return;
                }
                if (fileName === dstFilename) {
                    data = swarmlab.toCommonJs(data, outputMap);
`,
    },
    {
      find: "                    data: esModuleToCommonJSModule(data, transpileTarget),",
      replace: "                    ...swarmlab.toCommonJs(data, outputMap),",
    },
    {
      find: `        return {
            output: esModuleToCommonJSModule(output, transpileTarget),
            declOutput,
            diagnostics: diag.diagnostics,
            hasToplevelAwait: diag.hasToplevelAwait,
            sideOutputs,
            lastExpressionVar,
        };`,
      replace: `        return {
            problems: [],
            output,
            declOutput,
            sideOutputs: sideOutputs ?? [],
            lastExpressionVar,
            declares: [...keys],
        };`,
    },
  ],
};
