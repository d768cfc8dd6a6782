import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BenchError } from "../bench-error.ts";

/**
 * The path of a Python script of this folder. The compiler does not copy Python files, so the built module in
 * labs/dist/bench/python reads them from labs/bench/python.
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
