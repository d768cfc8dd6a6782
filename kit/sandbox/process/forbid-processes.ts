import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

/**
 * Makes the start of a process throw a plain sentence. A sandbox refuses it anyway, with a bare error code; without a sandbox, an answer gets
 * the same sentence as when the class is graded.
 */
export function forbidProcesses(): void {
  const refuse = () => {
    throw Object.assign(
      new Error("This exercise is checked without child processes: your answer may start threads only."),
      { code: "NO_PROCESSES" },
    );
  };
  // Every asynchronous start uses this method.
  Object.assign(childProcess.ChildProcess.prototype, { spawn: refuse });
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) childProcess[name] = refuse as never;
  syncBuiltinESMExports();
}
