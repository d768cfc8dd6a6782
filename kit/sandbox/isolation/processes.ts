import { readdirSync, readFileSync, statSync } from "node:fs";

/** The processes of a user, by number. One that has ended and waits for its parent to notice is none any more. */
export function processesOf(user: number): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (statSync(`/proc/${name}`).uid !== user) return [];
      const stat = readFileSync(`/proc/${name}/stat`, "latin1");
      // The second field is the program's name in parentheses, which may hold anything.
      return /^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2)) ? [] : [Number(name)];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** Ends a process at once, or a group by its negative number; nothing happens where it is gone. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
