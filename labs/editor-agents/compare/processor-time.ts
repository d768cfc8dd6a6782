import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/**
 * The processor time, in milliseconds, of this process and of all that it has started and that run. Undefined where the
 * system has no /proc.
 */
export function processorTime(): number | undefined {
  const times = new Map<string, { readonly parent: string; readonly ticks: number }>();
  let names: string[];
  try {
    names = readdirSync("/proc");
  } catch {
    return undefined;
  }
  for (const pid of names.filter((name) => /^\d+$/.test(name))) {
    const fields = statFields(pid);
    // The fields after the name: state, parent, …; user time, system time.
    if (fields.length > 12)
      times.set(pid, { parent: fields[1] ?? "", ticks: Number(fields[11]) + Number(fields[12]) });
  }
  const isOwn = (pid: string): boolean => {
    if (pid === String(process.pid)) return true;
    const parent = times.get(pid)?.parent;
    return parent !== undefined && parent !== "0" && isOwn(parent);
  };
  const ticks = [...times].filter(([pid]) => isOwn(pid)).reduce((sum, [, one]) => sum + one.ticks, 0);
  return ticks === 0 ? undefined : ticks * TICK_MS;
}

function statFields(pid: string): string[] {
  try {
    // The name of a program is in brackets and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    // The process has ended meanwhile.
    return [];
  }
}
