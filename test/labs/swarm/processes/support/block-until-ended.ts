import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Blocks this thread, event loop included, until a child process has ended with all its threads. The process stays a zombie
 * until the event loop turns.
 */
export function blockUntilEnded(pid: number): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (!isZombie(pid)) Atomics.wait(pause, 0, 0, 5);
}

function isZombie(pid: number): boolean {
  if (!existsSync("/proc/self/stat"))
    return execFileSync("ps", ["-o", "state=", "-p", `${pid}`], { encoding: "utf8" }).startsWith("Z");
  // The first thread may have ended before the others.
  return (
    /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1")) && readdirSync(`/proc/${pid}/task`).length === 1
  );
}
