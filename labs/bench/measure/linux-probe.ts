import { writeFileSync } from "node:fs";
import type { PeakRecord, ProcessProbe } from "./process-probe.ts";
import { processTree, readIfThere } from "./process-tree.ts";

/** The ticks of CPU time in /proc/PID/stat: the same number on every Linux. */
const TICKS_PER_SECOND = 100;

/** Reads /proc. A sample of a process tree takes well under a millisecond. */
export const linuxProbe: ProcessProbe = {
  memoryKind: "PSS",
  memoryMB: (pid) => sum(processTree(pid), (each) => kilobytes(each, "smaps_rollup", "Pss") * 1024) / 1e6,
  cpuSeconds: (pid) => sum(processTree(pid), ticksOf) / TICKS_PER_SECOND,
  recordPeak,
};

function sum(pids: readonly number[], value: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + value(pid), 0);
}

/** The number of a line such as "Pss:   10693 kB". */
function kilobytes(pid: number, file: string, field: string): number {
  const text = readIfThere(`/proc/${pid}/${file}`) ?? "";
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0);
}

/** The user and system time of a process and of its ended children. */
function ticksOf(pid: number): number {
  const stat = readIfThere(`/proc/${pid}/stat`) ?? "";
  // The program's name, in parentheses, may contain spaces. The 14th to 17th fields come after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
}

/**
 * Uses the highest resident size that the kernel records of a process. Pages of files (the program itself) are shared by
 * all Node processes and left out, as PSS nearly does; the rest is what the process has allocated.
 */
function recordPeak(pid: number): PeakRecord | undefined {
  const allocated = (field: "VmRSS" | "VmHWM") =>
    (kilobytes(pid, "status", field) - kilobytes(pid, "status", "RssFile")) * 1024;
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5"); // Resets the highest size to the present one.
  } catch {
    return undefined;
  }
  const idle = allocated("VmRSS");
  return {
    growthMB: () => (processTree(pid).length > 1 ? null : (allocated("VmHWM") - idle) / 1e6),
  };
}
