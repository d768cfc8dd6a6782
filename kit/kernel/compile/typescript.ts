import { createRequire } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";

/** The version of tslab that this folder knows and patches. */
export const TSLAB_VERSION = "1.0.22";

let required: NodeJS.Require | undefined;

/** The `require` of tslab's own files. The first call checks tslab's version. @throws Error when another version is installed */
export function tslabRequire(): NodeJS.Require {
  required ??= checkedRequire();
  return required;
}

function checkedRequire(): NodeJS.Require {
  const require = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"));
  const { version } = require("./package.json") as { version: string };
  if (version !== TSLAB_VERSION) {
    throw new Error(
      `This kernel knows tslab ${TSLAB_VERSION} only, but tslab ${version} is installed. Run \`npm ci\` to get the pinned version.`,
    );
  }
  return require;
}

let loaded: typeof TypeScript | undefined;

/** tslab's own TypeScript (5.0.4), which checks and compiles cells. The first use of a member loads it, which takes 0.2 s. */
// The proxy's target is never read: `get` takes every member from the loaded module.
export const ts = new Proxy({} as typeof TypeScript, {
  get(_, name) {
    loaded ??= tslabRequire()("@tslab/typescript-for-tslab") as typeof TypeScript;
    return Reflect.get(loaded, name);
  },
});

export type { TypeScript };
