import { readSentinelOptions, type SentinelOptions } from "./options.ts";
import { Sentinel } from "./sentinel.ts";
import type { SentinelRun } from "./sentinel-run.ts";

/**
 * Watches services, explains what goes wrong, and reports it, until its time is over, its signal aborts or its source ends.
 *
 * A lead reads the lines on a thread of its own and notices services that behave unlike their past. Agents look for the cause, up
 * to `agents` at once on warm threads, which share one index of known issues. What they find becomes incidents, one for each cause, which
 * a manager sums up and posts. Without `destinations` nothing leaves the machine.
 *
 * @example
 * const run = await runSentinel({ seconds: 20 });
 * console.log(run.record.judged?.recall);
 * await writeFile("sentinel.html", run.page);
 * @throws SentinelError `INVALID_OPTION`, `STORE_IN_USE`, `STORE_UNREADABLE`, `CANNOT_START`
 */
export async function runSentinel(options: SentinelOptions = {}): Promise<SentinelRun> {
  const sentinel = await openSentinel(options);
  return sentinel.ended;
}

/** As `runSentinel`, but at once: the Sentinel that watches, with its `state`, `stop()` and `ended`. */
export async function openSentinel(options: SentinelOptions = {}): Promise<Sentinel> {
  return Sentinel.open(readSentinelOptions(options));
}
