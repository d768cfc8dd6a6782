import { readdirSync, readFileSync } from "node:fs";

/** What a thread of a grading process does. */
export type Part =
  | "npm run grade"
  | "workers: assembling, vitest's server"
  | "workers: checks"
  | "compiler"
  | "answers"
  | "answers' threads"
  | "answers' child processes"
  | "V8: collecting, optimizing";

/** Processor time is read this often: what a thread uses between the last reading and its end is not counted. */
const READ_INTERVAL_MS = 40;
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/** The processes below one process, by number, with their parents. Empty where there is no /proc. */
function treeOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of foldersOf("/proc")) {
    const stat = readOr(`/proc/${name}/stat`);
    if (/^\d+$/.test(name))
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isBelow = (one: number): boolean => one === pid || (one > 1 && isBelow(parents.get(one) ?? 0));
  return [...parents.keys()].filter(isBelow);
}

/** Megabytes of a process and all below it, as Linux counts shared pages in shares; 0 elsewhere. */
export function treeMegabytes(pid: number): number {
  const kilobytes = treeOf(pid).map((one) =>
    Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${one}/smaps_rollup`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

/** Reads the processor time of all threads below a process until it is stopped. */
export class TreeTimes {
  readonly #pid: number;
  readonly #threads = new Map<string, { readonly part: Part; readonly seconds: number }>();
  readonly #timer = setInterval(() => this.#read(), READ_INTERVAL_MS);

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** @returns seconds of processor time by part */
  stop(): Partial<Record<Part, number>> {
    clearInterval(this.#timer);
    const sums: Partial<Record<Part, number>> = {};
    for (const { part, seconds } of this.#threads.values()) sums[part] = (sums[part] ?? 0) + seconds;
    return sums;
  }

  #read(): void {
    for (const pid of treeOf(this.#pid)) {
      const command = readOr(`/proc/${pid}/cmdline`);
      if (command === "") continue;
      for (const thread of foldersOf(`/proc/${pid}/task`)) {
        const stat = readOr(`/proc/${pid}/task/${thread}/stat`);
        const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
        if (seconds > 0) this.#threads.set(`${pid}/${thread}`, { part: partOf(command, name), seconds });
      }
    }
  }
}

function partOf(command: string, thread: string): Part {
  if (/V8Worker/.test(thread)) return "V8: collecting, optimizing";
  if (command.includes("compile-entry")) return "compiler";
  const isThread = thread === "WorkerThread";
  if (command.includes("grading-worker"))
    return isThread ? "workers: checks" : "workers: assembling, vitest's server";
  if (/sandbox\/process\/runner/.test(command)) return isThread ? "answers' threads" : "answers";
  if (/swarm\/(bundled|processes)\//.test(command)) return "answers' child processes";
  return command.includes("cli/grade") ? "npm run grade" : "answers";
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // It ended.
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // It ended.
  }
}
