import { setTimeout as sleep } from "node:timers/promises";
import type { FileSpan } from "../intake/file-span.ts";
import { replayFiles } from "../intake/replay-files.ts";
import type { Lead } from "../lead/create-lead.ts";
import type { LeadReporter } from "./lead-reporter.ts";

const TICK_SECONDS = 1;
/** So many lines are read before the thread hears messages. */
const BURST_LINES = 2000;
const MOST_WAITING = 100;
const STANDSTILL_MS = 5;
/** A longer time without lines is passed in one step. */
const LONGEST_QUIET_SECONDS = 600;

/** What was missed, and what reads it. */
export interface MissedReading {
  readonly spans: readonly FileSpan[];
  readonly lead: Lead;
  readonly reporter: LeadReporter;
  /** How many investigations wait, in shared memory: reading stands still while there are many. */
  readonly waiting: Int32Array<SharedArrayBuffer>;
  /** When the last Sentinel read last. Seconds since 1970. Older lines, and lines without a time, count as of then. */
  readonly since: number;
  readonly stop: AbortSignal;
}

/**
 * Reads lines that were written while no Sentinel ran, at the times that they say, as if it had watched then.
 *
 * @returns how many lines; undefined when it was stopped before the end
 * @throws IntakeError `FILE_UNREADABLE`
 */
export async function readMissedLines(missed: MissedReading): Promise<number | undefined> {
  const { spans, lead, reporter, waiting, since, stop } = missed;
  const end = Date.now() / 1000;
  let now = Math.min(since, end);
  let tickAt = now + TICK_SECONDS;
  let lines = 0;
  for await (const event of replayFiles(spans)) {
    // A line from the future counts as of today.
    now = Math.min(end, Math.max(now, event.seenAt));
    if (now - tickAt > LONGEST_QUIET_SECONDS) tickAt = now - LONGEST_QUIET_SECONDS;
    for (; tickAt <= now; tickAt += TICK_SECONDS) reporter.tick(tickAt, false);
    lead.read({ ...event, seenAt: now });
    lines++;
    if (lines % BURST_LINES === 0) await new Promise((resolve) => setImmediate(resolve));
    while (Atomics.load(waiting, 0) > MOST_WAITING && !stop.aborted) await sleep(STANDSTILL_MS);
    if (stop.aborted) return undefined;
  }
  return lines;
}
