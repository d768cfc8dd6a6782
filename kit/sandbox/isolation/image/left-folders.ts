import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Removes images in the system's temporary folder whose graders were killed before they could remove them. A process that was making its
 * namespaces at that moment may wait for ever, so it is killed.
 *
 * @param prefix - how the folders' names begin; the number of the process that made them follows
 */
export function sweepImages(prefix: string): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!pid || isRunning(pid)) continue;
    try {
      for (const left of processesNaming(join(tmpdir(), name))) process.kill(left, "SIGKILL");
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It belongs to another user.
    }
  }
}

/** Processes with a text in their command line. On Linux alone, where images are used. */
function processesNaming(text: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "latin1").includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Whether a process of that number exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
