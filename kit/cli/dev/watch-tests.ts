import { spawn } from "node:child_process";
import { join } from "node:path";
import type { CommandTools } from "../run-command/define-command.ts";

/**
 * Runs vitest in watch mode on one path until it is interrupted. Vitest runs the tests again when they or what they import are saved.
 *
 * @param path a test file or a folder, from the project's folder
 * @returns the exit code: 0 after Ctrl-C, else vitest's own
 */
export function watchTests(root: string, path: string, { signal }: CommandTools): Promise<number> {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const isLong = path.endsWith(".full.test.ts");
  const child = spawn(process.execPath, [vitest, "--watch", "--root", root, path], {
    stdio: "inherit",
    cwd: root,
    env: { ...process.env, ...(isLong ? { SWARMLAB_FULL: "1" } : {}) },
  });
  signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(signal.aborted ? 0 : (code ?? 1)));
  });
}
