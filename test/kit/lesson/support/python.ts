import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const bin = join(import.meta.dirname, "../../../../.lab/venv/bin");

/** Why the lab's own Python cannot be asked; undefined when it can. */
export const pythonMissing: string | undefined = existsSync(join(bin, "python"))
  ? undefined
  : "skipped: JupyterLab is not installed in .lab/venv yet (`npm run doctor` says more)";

/** Runs a Python program in the lab's environment, where nbformat and jupytext are; gives what it prints. What it complains of is in the error. */
export function python(program: string, ...args: string[]): string {
  return execFileSync(join(bin, "python"), ["-c", program, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    maxBuffer: 1 << 28,
  });
}
