import { createRequire } from "node:module";
import type * as TypeScript from "typescript-6";

let loaded: typeof TypeScript | undefined;

/** The compiler of cells. The first use of a member loads it, which takes 0.2 s. */
// The proxy's target is never read: `get` takes every member from the loaded module.
export const ts = new Proxy({} as typeof TypeScript, {
  get(_, name) {
    loaded ??= createRequire(import.meta.url)("typescript-6") as typeof TypeScript;
    return Reflect.get(loaded, name);
  },
});

export type { TypeScript };
