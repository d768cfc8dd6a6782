import type { Patch } from "./patch.ts";

export const topLevelAwait: Patch = {
  name: "top-level-await",
  file: "converter.js",
  defect:
    "tslab turns TypeScript's own top-level await off and guesses from error messages where one stands; `await (x)` and `for await` are missed and fail.",
  effect:
    "TypeScript's top-level await stays on. Every cell runs as an async function, so no guess is needed.",
  edits: [{ find: "        disableTopLevelAwait: true,\n", replace: "" }],
};
