import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** One thread of an answer's, as the kernel counts it. */
export interface ThreadUsage {
  /** Processor time since it started, in seconds. */
  readonly cpuSeconds: number;
}

/** What an answer used since it was loaded, as the kernel counts it: nothing that the answer says of itself. */
export interface AnswerUsage {
  /** Processor time of all threads and of all processes, in seconds. */
  readonly cpuSeconds: number;
  /** The most memory that its process held at one moment, in bytes, with what Node itself takes. */
  readonly peakMemoryBytes: number;
  /** The threads that run now and did not when it was loaded. Those that Node starts for itself are left out. */
  readonly threads: readonly ThreadUsage[];
}

/** Node's own threads for files and names; they start when they are first needed. */
const poolThread = "libuv-worker";
const poolSize = 4;
/** The kernel counts processor time in hundredths of a second for everybody. */
const ticks = 100;

/** What a process had used at one moment, to be compared with a later one. */
export interface UsageMark {
  readonly pid: number;
  readonly cpuSeconds: number;
  readonly threads: ReadonlySet<string>;
}

/** Marks the moment at which an answer is loaded. @returns undefined where the kernel does not tell: on macOS, or in a container */
export function markUsage(pid: number | undefined): UsageMark | undefined {
  if (pid === undefined || process.platform !== "linux") return undefined;
  try {
    // The peak begins anew; where that is not allowed it counts from the start of the process.
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // As said.
  }
  try {
    const cpuSeconds = cpuSecondsOf(pid);
    const threads = new Set(readdirSync(`/proc/${pid}/task`));
    return cpuSeconds === undefined ? undefined : { pid, cpuSeconds, threads };
  } catch {
    return undefined;
  }
}

/** What was used since a mark. */
export function usageSince(mark: UsageMark): AnswerUsage | undefined {
  const [cpuSeconds, threads] = [cpuSecondsOf(mark.pid), threadsOf(mark.pid)];
  if (cpuSeconds === undefined || threads === undefined) return undefined;
  const added = [...threads].filter(([id]) => !mark.threads.has(id)).map(([, thread]) => thread);
  const pool = added.filter(({ name }) => name === poolThread).slice(0, poolSize);
  return {
    cpuSeconds: cpuSeconds - mark.cpuSeconds,
    peakMemoryBytes: peakOf(mark.pid),
    threads: added.filter((thread) => !pool.includes(thread)).map(({ cpuSeconds }) => ({ cpuSeconds })),
  };
}

/** Processor time of a process, with that of its children that ended. */
function cpuSecondsOf(pid: number): number | undefined {
  const fields = statFields(`/proc/${pid}/stat`);
  return fields && fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticks;
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

/** The fields behind the name, which stands in parentheses and may hold anything. The first is the state. */
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
