import { readFileSync } from "node:fs";

/** Linux shows processor time in hundredths of a second. */
const TICKS = 100;

/** Processor time of a process over all its threads, in seconds; undefined where it cannot be read: on macOS, or after its end. */
export function processorSeconds(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== "linux") return undefined;
  try {
    // The name stands in parentheses and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
  }
}

const LOOK_INTERVAL_MS = 200;
/** Where processor time cannot be read, this many seconds of time stand for one second of it. */
const SECONDS_WITHOUT_COUNT = 2;

/**
 * Watches from outside how long a process computes. Processor time counts, and not time, so that a busy machine makes no difference.
 *
 * @param seconds - of processor time, from now on
 * @param onOver - called at most once
 * @returns ends the watch
 */
export function watchProcessorTime(pid: number | undefined, seconds: number, onOver: () => void): () => void {
  const before = processorSeconds(pid);
  const since = performance.now();
  const used = () =>
    before === undefined
      ? (performance.now() - since) / 1000 / SECONDS_WITHOUT_COUNT
      : (processorSeconds(pid) ?? before) - before;
  const timer = setInterval(() => {
    if (used() < seconds) return;
    clearInterval(timer);
    onOver();
  }, LOOK_INTERVAL_MS);
  return () => clearInterval(timer);
}
