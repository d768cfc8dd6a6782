import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** One thread of an answer, as the kernel counts it. */
export interface ThreadUsage {
  /** What tells it from all other threads. */
  readonly id: string;
  /** Whether it computes, or would if it had a core: it waits for nothing. However busy the machine is, a thread that never ends is seen so. */
  readonly isRunning: boolean;
  /** Processor time since it started, in seconds. */
  readonly cpuSeconds: number;
}

/** What an answer has used since it was loaded. The kernel counts it, whatever names threads take. */
export interface AnswerUsage {
  /** Processor time of all threads and of all processes, in seconds. */
  readonly cpuSeconds: number;
  /** The part of its main thread, where its event loop runs, in seconds. */
  readonly mainThreadSeconds: number;
  /** The part of the threads that Node itself had started before: they compile, collect garbage, and compute what is asked of its pool, in seconds. */
  readonly nodeThreadsSeconds: number;
  /** The part of its child processes, as far as they have ended, in seconds. */
  readonly endedProcessesSeconds: number;
  /** Peak memory of its process, in bytes, including that of Node. */
  readonly peakMemoryBytes: number;
  /** The threads that run now and did not when it was loaded. All of Node's own run by then, its pool too. */
  readonly threads: readonly ThreadUsage[];
}

/** Linux shows processor time in hundredths of a second. */
const ticks = 100;

/** What a process had used at one moment. */
export interface UsageMark {
  readonly pid: number;
  readonly cpu: CpuSeconds;
  /** The threads that ran. */
  readonly threads: ReadonlyMap<string, CountedThread>;
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
  const [cpu, threads] = [cpuSecondsOf(pid), threadsOf(pid)];
  return cpu && threads && { pid, cpu, threads };
}

/** What was used since a mark. */
export function usageSince(mark: UsageMark): AnswerUsage | undefined {
  const [cpu, threads] = [cpuSecondsOf(mark.pid), threadsOf(mark.pid)];
  if (cpu === undefined || threads === undefined) return undefined;
  return {
    cpuSeconds: cpu.own + cpu.endedProcesses - mark.cpu.own - mark.cpu.endedProcesses,
    mainThreadSeconds: cpu.mainThread - mark.cpu.mainThread,
    nodeThreadsSeconds:
      secondsOfNode(mark.pid, mark.threads, threads) - secondsOfNode(mark.pid, mark.threads),
    endedProcessesSeconds: cpu.endedProcesses - mark.cpu.endedProcesses,
    peakMemoryBytes: peakOf(mark.pid),
    threads: [...threads].filter(([id]) => !mark.threads.has(id)).map(([id, thread]) => ({ id, ...thread })),
  };
}

/** The processor time of the threads that ran at a mark, without the main one. @param now - by their ids; as they were at the mark by default */
function secondsOfNode(
  pid: number,
  marked: ReadonlyMap<string, CountedThread>,
  now: ReadonlyMap<string, CountedThread> = marked,
): number {
  let seconds = 0;
  for (const [id, before] of marked) if (id !== String(pid)) seconds += (now.get(id) ?? before).cpuSeconds;
  return seconds;
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

type CountedThread = Omit<ThreadUsage, "id">;

/** Each thread, by what tells it from all others: its id, and when it started. The main thread has the process's id alone. */
function threadsOf(pid: number): Map<string, CountedThread> | undefined {
  try {
    const threads = new Map<string, CountedThread>();
    for (const id of readdirSync(`/proc/${pid}/task`)) {
      const fields = statFields(`/proc/${pid}/task/${id}/stat`);
      if (!fields) continue;
      const key = id === String(pid) ? id : `${id} since ${fields[19]}`;
      const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticks;
      threads.set(key, { cpuSeconds, isRunning: fields[0] === "R" });
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
