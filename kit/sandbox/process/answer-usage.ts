import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** One thread of an answer, as the kernel counts it. */
export interface ThreadUsage {
  /** Processor time since it started, in seconds. */
  readonly cpuSeconds: number;
}

/** What an answer has used since it was loaded. The kernel counts it. A thread that takes the name of one of Node's own is left out of `threads`. */
export interface AnswerUsage {
  /** Processor time of all threads and of all processes, in seconds. */
  readonly cpuSeconds: number;
  /** The part of its main thread, where its event loop runs, in seconds. */
  readonly mainThreadSeconds: number;
  /** The part of its child processes, as far as they have ended, in seconds. */
  readonly endedProcessesSeconds: number;
  /** Peak memory of its process, in bytes, including that of Node. */
  readonly peakMemoryBytes: number;
  /** The threads that run now and did not when it was loaded, without those of Node itself. */
  readonly threads: readonly ThreadUsage[];
}

/** Node's threads for files and name look-ups. They start when they are first needed. */
const poolThread = "libuv-worker";
const poolSize = 4;
/** Linux shows processor time in hundredths of a second. */
const ticks = 100;

/** What a process had used at one moment. */
export interface UsageMark {
  readonly pid: number;
  readonly cpu: CpuSeconds;
  readonly threads: ReadonlySet<string>;
}

/** Measures a process before an answer is loaded. @returns undefined where that is not possible: on macOS, and in a container */
export function markUsage(pid: number | undefined): UsageMark | undefined {
  if (pid === undefined || process.platform !== "linux") return undefined;
  try {
    // Resets the peak. Without the permission the peak counts from the start of the process.
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // Not permitted.
  }
  try {
    const cpu = cpuSecondsOf(pid);
    const threads = new Set(readdirSync(`/proc/${pid}/task`));
    return cpu && { pid, cpu, threads };
  } catch {
    return undefined;
  }
}

/** What was used since a mark. */
export function usageSince(mark: UsageMark): AnswerUsage | undefined {
  const [cpu, threads] = [cpuSecondsOf(mark.pid), threadsOf(mark.pid)];
  if (cpu === undefined || threads === undefined) return undefined;
  const added = [...threads].filter(([id]) => !mark.threads.has(id)).map(([, thread]) => thread);
  const pool = added.filter(({ name }) => name === poolThread).slice(0, poolSize);
  return {
    cpuSeconds: cpu.own + cpu.endedProcesses - mark.cpu.own - mark.cpu.endedProcesses,
    mainThreadSeconds: cpu.mainThread - mark.cpu.mainThread,
    endedProcessesSeconds: cpu.endedProcesses - mark.cpu.endedProcesses,
    peakMemoryBytes: peakOf(mark.pid),
    threads: added.filter((thread) => !pool.includes(thread)).map(({ cpuSeconds }) => ({ cpuSeconds })),
  };
}

/** Processor time of a process, in seconds: of all of its threads, of the main one, and of its children that have ended. */
interface CpuSeconds {
  readonly own: number;
  readonly mainThread: number;
  readonly endedProcesses: number;
}

function cpuSecondsOf(pid: number): CpuSeconds | undefined {
  const fields = statFields(`/proc/${pid}/stat`);
  const main = statFields(`/proc/${pid}/task/${pid}/stat`);
  if (!fields || !main) return undefined;
  const seconds = (of: readonly string[], at: number) => (Number(of[at]) + Number(of[at + 1])) / ticks;
  return { own: seconds(fields, 11), mainThread: seconds(main, 11), endedProcesses: seconds(fields, 13) };
}

function threadsOf(pid: number): Map<string, ThreadUsage & { name: string }> | undefined {
  try {
    const threads = new Map<string, ThreadUsage & { name: string }>();
    for (const id of readdirSync(`/proc/${pid}/task`)) {
      const fields = statFields(`/proc/${pid}/task/${id}/stat`);
      if (!fields) continue;
      const name = readFileSync(`/proc/${pid}/task/${id}/comm`, "utf8").trim();
      threads.set(id, { name, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticks });
    }
    return threads;
  } catch {
    return undefined;
  }
}

/** The fields behind the name, from the state on. The name stands in parentheses and may hold anything. */
function statFields(file: string): string[] | undefined {
  try {
    const stat = readFileSync(file, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined; // It ended.
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
