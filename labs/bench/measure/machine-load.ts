import { readFileSync } from "node:fs";
import { cpus } from "node:os";

/** How busy the processors of the machine have been since it started. */
export interface MachineLoad {
  /** CPU seconds of all programs, and of other virtual machines on the same processors. */
  readonly busySeconds: number;
  readonly processors: number;
}

/** The load of the processors that this program may use. */
export function machineLoad(): MachineLoad {
  return process.platform === "linux" ? linuxLoad() : portableLoad();
}

function linuxLoad(): MachineLoad {
  const allowed = allowedProcessors();
  const lines = readFileSync("/proc/stat", "utf8").matchAll(/^cpu(\d+) (.*)$/gm);
  const ticks = [...lines]
    .filter(([, index]) => allowed.has(Number(index)))
    .map(([, , text]) => busyTicks(text ?? ""));
  return { busySeconds: ticks.reduce((a, b) => a + b, 0) / 100, processors: ticks.length };
}

function busyTicks(line: string): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(" ").map(Number);
  return user + nice + system + irq + softirq + steal;
}

/** The processors that this program may use. The kernel lists them as "0-1,4". Linux only. */
export function allowedProcessors(): ReadonlySet<number> {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  const ranges = list.split(",").map((range) => range.split("-").map(Number));
  return new Set(
    ranges.flatMap(([from = 0, to = from]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );
}

function portableLoad(): MachineLoad {
  const all = cpus();
  const milliseconds = all.reduce(
    (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
    0,
  );
  return { busySeconds: milliseconds / 1000, processors: all.length };
}
