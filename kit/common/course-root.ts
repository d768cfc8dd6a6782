import { createRequire } from "node:module";
import { dirname } from "node:path";

/** The folder of the course that this kit belongs to. `SWARMLAB_ROOT` names another one. */
export function courseRoot(): string {
  const { SWARMLAB_ROOT: named } = process.env;
  if (named) return named;
  return dirname(dirname(createRequire(import.meta.url).resolve("@swarmlab/kit/package.json")));
}
