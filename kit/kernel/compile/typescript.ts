import { createRequire } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";

/** The version of tslab that this folder knows and patches. */
export const TSLAB_VERSION = "1.0.22";

/** A `require` that sees what tslab sees. */
export const tslabRequire = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"));

const installed = (tslabRequire("./package.json") as { version: string }).version;
if (installed !== TSLAB_VERSION) {
  throw new Error(
    `This kernel knows tslab ${TSLAB_VERSION} only, but tslab ${installed} is installed. Run \`npm ci\` to get the pinned version.`,
  );
}

let loaded: typeof TypeScript | undefined;

/**
 * tslab's own TypeScript (5.0.4), the one that checks and compiles cells. The first use of a member loads it: that takes 0.2 s, which a command
 * that compiles nothing need not wait for.
 */
export const ts = new Proxy({} as typeof TypeScript, {
  get(_, name) {
    loaded ??= tslabRequire("@tslab/typescript-for-tslab") as typeof TypeScript;
    return Reflect.get(loaded, name);
  },
});

export type { TypeScript };
