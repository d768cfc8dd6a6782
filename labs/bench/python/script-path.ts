import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BenchError } from "../bench-error.ts";

/**
 * Where a Python script of this folder is. The compiler copies no Python, so that this module, built, finds it where its
 * source stands: labs/dist/bench/python is as far from labs/bench/python as three folders up and two down.
 */
export function scriptPath(name: string): string {
  const places = [new URL(name, import.meta.url), new URL(`../../../bench/python/${name}`, import.meta.url)];
  const found = places.map((url) => fileURLToPath(url)).find((path) => existsSync(path));
  if (found) return found;
  throw new BenchError(
    "CANNOT_RUN",
    `The script ${name} is missing from labs/bench/python: restore that folder, or use --python off.`,
  );
}
