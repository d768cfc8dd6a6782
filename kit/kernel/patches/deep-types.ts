import type { Patch } from "./patch.ts";

export const deepTypes: Patch = {
  name: "deep-types",
  file: "converter.js",
  defect:
    "A cell is refused when the type of one of its names comes from deep inside a package: it could not be written into a declaration file that works elsewhere.",
  effect:
    "A cell's declarations stay in this process, where such a type is found all the same. The complaint is dropped before it stops them.",
  edits: [
    {
      find: "        function afterDeclarations() {\n",
      replace: `        function afterDeclarations(context) {
            const addDiagnostic = context.addDiagnostic;
            context.addDiagnostic = (diagnostic) => {
                if (!swarmlab.isAboutOutputFiles(diagnostic.code)) {
                    addDiagnostic(diagnostic);
                }
            };
`,
    },
  ],
};
