import { readdirSync, readFileSync, statSync } from "node:fs";

/** The processes of a user, by number. Zombies are not counted. */
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
