import { setTimeout as sleep } from "node:timers/promises";
import { count } from "../../common/format-numbers.ts";
import { Problems } from "../intake/problems.ts";
import { replayFiles } from "../intake/replay-files.ts";
import { createLead } from "../lead/create-lead.ts";
import type { LeadMessage, LeadThreadData } from "./lead-messages.ts";
import { LeadReporter } from "./lead-reporter.ts";

/** So many investigations may wait before reading stands still: finished logs can wait for the agents. */
const MOST_WAITING = 50;
const STANDSTILL_MS = 5;
const LONGEST_BURST_MS = 20;
/** Seconds of a pause that are looked at one by one; longer ones are leapt over. */
const LONGEST_PAUSE_SECONDS = 600;

/**
 * Reads finished log files by the clock of their lines, as fast as it goes, one tick a second of the logs.
 *
 * @throws IntakeError `FILE_UNREADABLE`
 */
export async function watchReplay(
  files: readonly string[],
  { lead: options, waiting }: LeadThreadData,
  say: (message: LeadMessage) => void,
  stop: AbortSignal,
): Promise<void> {
  const lead = createLead(options);
  const problems = new Problems();
  const counts = () => ({
    unreadable: problems.count("binary") + problems.count("no-message"),
    shedLines: 0,
  });
  const reporter = new LeadReporter(lead, counts, say);
  let tickAt: number | undefined;
  let heardAt = performance.now();
  for await (const event of replayFiles(files, problems)) {
    if (tickAt === undefined) {
      say({
        kind: "started",
        about: count(files.length, "finished log file"),
        clock: event.seenAt,
        truth: undefined,
      });
      tickAt = event.seenAt + 1;
    }
    const pauseEndsAt = tickAt + LONGEST_PAUSE_SECONDS;
    while (event.seenAt >= tickAt && !stop.aborted) {
      reporter.tick(tickAt, true);
      while (Atomics.load(waiting, 0) > MOST_WAITING && !stop.aborted) await sleep(STANDSTILL_MS);
      tickAt = tickAt >= pauseEndsAt ? Math.max(tickAt, event.seenAt) + 1 : tickAt + 1;
    }
    if (performance.now() - heardAt > LONGEST_BURST_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      heardAt = performance.now();
    }
    if (stop.aborted) break;
    lead.read(event);
  }
  for (const { sentence } of problems.list()) say({ kind: "sentence", sentence });
  if (tickAt === undefined) throw new Error(`No line that can be read is in ${files.join(", ")}.`);
  reporter.tick(tickAt, true);
  reporter.report(tickAt, true);
}
