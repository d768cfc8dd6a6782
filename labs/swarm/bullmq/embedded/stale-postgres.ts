import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isAlive } from "./is-alive.ts";

/** How long a server that is left over may take to end before it is killed, in milliseconds. */
const END_LIMIT_MS = 5000;

/**
 * Ends a PostgreSQL server that still uses a data folder, because the process that kept it was killed. A note of a server
 * that has ended is removed, because another process may have its number by now.
 */
export async function endStalePostgres(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  const pid = readPid(file);
  if (pid === undefined) return;
  if (isPostgres(pid)) {
    process.kill(pid, "SIGINT");
    const limit = performance.now() + END_LIMIT_MS;
    while (isAlive(pid) && performance.now() < limit) await setTimeout(20);
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    while (isAlive(pid)) await setTimeout(20);
  }
  rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process runs and is a PostgreSQL server. Where the system does not say what runs, it is taken for one. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}
