import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const from = join(import.meta.dirname, "../../../node_modules");

/** What npm would install, without asking it: the project's own packages, and the copy's labs and kit. */
export function install(copy: string): void {
  mkdirSync(join(copy, "node_modules/@swarmlab"), { recursive: true });
  for (const name of readdirSync(from).filter((entry) => entry !== "@swarmlab" && entry !== ".cache")) {
    symlinkSync(join(from, name), join(copy, "node_modules", name));
  }
  for (const name of ["labs", "kit"])
    symlinkSync(join(copy, name), join(copy, "node_modules/@swarmlab", name));
}
