import { writeFileSync } from "node:fs";
import type { PeakRecord, ProcessProbe } from "./process-probe.ts";
import { processTree, readIfThere } from "./process-tree.ts";

/** Ticks in which /proc/PID/stat counts CPU time; the same on every Linux, whatever the kernel's own clock is. */
const TICKS_PER_SECOND = 100;

/** Reads /proc. One look at a tree takes well under a millisecond. */
export const linuxProbe: ProcessProbe = {
  memoryKind: "PSS",
  memoryMB: (pid) => sum(processTree(pid), (each) => kilobytes(each, "smaps_rollup", "Pss") * 1024) / 1e6,
  cpuSeconds: (pid) => sum(processTree(pid), ticksOf) / TICKS_PER_SECOND,
  recordPeak,
};

function sum(pids: readonly number[], value: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + value(pid), 0);
}

/** A line such as "Pss:   10693 kB". */
function kilobytes(pid: number, file: string, field: string): number {
  const text = readIfThere(`/proc/${pid}/${file}`) ?? "";
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}

/** User and system time of the process, and of the children it has seen the end of. */
function ticksOf(pid: number): number {
  const stat = readIfThere(`/proc/${pid}/stat`) ?? "";
  // The name, in parentheses, may hold anything; the 14th to 17th fields come after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
}

/**
 * The kernel keeps a process's highest resident size. Pages of files (the program itself) are shared with every other
 * Node and left out, as PSS nearly does; what remains is what the process has allocated.
 */
function recordPeak(pid: number): PeakRecord | undefined {
  const allocated = (field: "VmRSS" | "VmHWM") =>
    (kilobytes(pid, "status", field) - kilobytes(pid, "status", "RssFile")) * 1024;
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5"); // Sets the highest size back to the present one.
  } catch {
    return undefined;
  }
  const idle = allocated("VmRSS");
  return {
    growthMB: () => (processTree(pid).length > 1 ? null : (allocated("VmHWM") - idle) / 1e6),
  };
}
