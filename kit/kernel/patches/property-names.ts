import type { Patch } from "./patch.ts";

export const propertyNames: Patch = {
  name: "property-names",
  file: "converter.js",
  defect:
    "With a type of an earlier cell, the property's name in `{ property: name }` on the left of `=` or in parameters becomes `exports.property`, which is no JavaScript.",
  effect: "Names of properties stay as they are.",
  edits: [
    {
      find: "            let prev = false;\n            for (const decl of",
      replace: `            const original = ts.getOriginalNode(node);
            const holder = original.parent;
            if (holder &&
                ((ts.isBindingElement(holder) && holder.propertyName === original) ||
                    (ts.isPropertyAssignment(holder) && holder.name === original))) {
                return node;
            }
            let prev = false;
            for (const decl of`,
    },
  ],
};
