import type { Patch } from "./patch.ts";

export const shorthand: Patch = {
  name: "shorthand",
  file: "converter.js",
  defect:
    "A name of an earlier cell becomes `exports.name`, but not in `{ name }`: there it stays a bare name and throws a ReferenceError.",
  effect:
    "`{ name }` becomes `{ name: exports.name }`, also on the left of an assignment and with a default.",
  edits: [
    {
      find: "            if (!ts.isIdentifier(node)) {\n                return ts.visitEachChild(node, wrapPrevIdentifier",
      replace: `            if (ts.isShorthandPropertyAssignment(node)) {
                const symbol = checker.getShorthandAssignmentValueSymbol(ts.getOriginalNode(node));
                const isPrevious = (symbol?.declarations ?? []).some((d) => d.getSourceFile() === declsFile);
                if (!isPrevious && !node.objectAssignmentInitializer) {
                    return node;
                }
                const target = isPrevious
                    ? ts.factory.createPropertyAccessExpression(ts.factory.createIdentifier("exports"), node.name)
                    : node.name;
                const fallback = node.objectAssignmentInitializer &&
                    ts.visitNode(node.objectAssignmentInitializer, wrapPrevIdentifier);
                return ts.factory.createPropertyAssignment(node.name, fallback ? ts.factory.createAssignment(target, fallback) : target);
            }
            if (!ts.isIdentifier(node)) {
                return ts.visitEachChild(node, wrapPrevIdentifier`,
    },
  ],
};
