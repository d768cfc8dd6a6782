import { setTimeout as sleep } from "node:timers/promises";
import { count } from "../../common/format-numbers.ts";
import { connectSocket } from "../intake/connect-socket.ts";
import { createIntake, type Intake } from "../intake/create-intake.ts";
import { followDocker, followJournal } from "../intake/follow-command.ts";
import type { OpenSource } from "../intake/intake-error.ts";
import { openOtlpServer } from "../intake/otlp-server.ts";
import { tailFiles } from "../intake/tail-files.ts";
import { findMissedLines, type TailPosition } from "../intake/tail-positions.ts";
import { createLead } from "../lead/create-lead.ts";
import type { LogEvent } from "../log-event.ts";
import type { LeadMessage, LeadThreadData } from "./lead-messages.ts";
import { LeadReporter } from "./lead-reporter.ts";
import { readMissedLines } from "./read-missed-lines.ts";
import type { RealSource } from "./source.ts";

/** So many lines are read before the thread hears messages and reads from its sources again. */
const BURST_LINES = 4000;
const PAUSE_MS = 20;
const TICK_SECONDS = 0.5;
const POSITIONS_SECONDS = 1;

/** A source that is open. `ended` resolves when nothing more will come; it never does for most. */
interface OpenedSource extends OpenSource {
  readonly about: string;
  /** How far files were read. */
  readonly positions?: () => readonly TailPosition[];
  readonly ended?: Promise<void>;
}

/**
 * Reads the lines of real services as they come. When more come than can be read, senders that can wait do, and of the others
 * the intake leaves out what says least.
 *
 * @throws IntakeError when the source cannot be opened
 */
export async function watchServices(
  source: RealSource,
  { lead: options, positions = [], waiting }: LeadThreadData,
  say: (message: LeadMessage) => void,
  stop: AbortSignal,
): Promise<void> {
  const lead = createLead(options);
  const clock = new LineClock(source.kind === "connect");
  const intake = createIntake({
    familiarity: (event) => lead.familiarity(event),
    isSeenWhenObserved: source.kind === "connect",
  });
  const reporter = new LeadReporter(lead, () => countsOf(intake), say);
  let hasStarted = false;
  let from: ReadonlyMap<string, number> | undefined;
  if (source.kind === "tail" && positions.length > 0) {
    const missed = await findMissedLines(source.files, positions);
    for (const sentence of missed.sentences) say({ kind: "sentence", sentence });
    from = missed.from;
    if (missed.spans.length > 0) {
      const since = lastReadAt(source.files, positions);
      say({ kind: "started", about: aboutFiles(source.files), clock: since, truth: undefined });
      hasStarted = true;
      const lines = await readMissedLines({ spans: missed.spans, lead, reporter, waiting, since, stop });
      if (lines === undefined) return;
      say({
        kind: "sentence",
        sentence: `${count(lines, "line")} that came while no Sentinel ran: read first, at their own times.`,
      });
    }
  }
  const opened = await openSource(source, intake, from);
  let hasEnded = false;
  void opened.ended?.then(() => {
    hasEnded = true;
  });
  try {
    const { about } = opened;
    const said = new Set<string>();
    const read = (event: LogEvent) => {
      clock.see(event.seenAt);
      lead.read(event);
    };
    let tickAt = 0;
    let positionsAt = 0;
    while (!stop.aborted) {
      const lines = intake.drain(read, BURST_LINES);
      for (const { service, count: amount } of intake.takeShed()) lead.countShed(service, amount);
      const now = clock.now();
      if (now !== undefined && !hasStarted) {
        hasStarted = true;
        say({ kind: "started", about, clock: now, truth: undefined });
      }
      if (now !== undefined && now >= tickAt) {
        reporter.tick(now, true);
        tickAt = now + TICK_SECONDS;
        sayProblems(intake, said, say);
      }
      // With nothing left in the intake, the lead has seen all that was read.
      if (opened.positions !== undefined && lines < BURST_LINES && performance.now() >= positionsAt) {
        say({ kind: "positions", positions: opened.positions() });
        positionsAt = performance.now() + POSITIONS_SECONDS * 1000;
      }
      if (hasEnded && lines === 0) break;
      // Sources read in between, and the thread hears messages.
      if (lines < BURST_LINES) await sleep(PAUSE_MS);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    if (opened.positions !== undefined) {
      intake.drain(read);
      say({ kind: "positions", positions: opened.positions() });
    }
    const now = clock.now();
    if (now !== undefined) {
      reporter.tick(now, true);
      reporter.report(now, true);
    }
    sayProblems(intake, said, say);
  } finally {
    await opened.close();
  }
}

async function openSource(
  source: RealSource,
  intake: Intake,
  from: ReadonlyMap<string, number> | undefined,
): Promise<OpenedSource> {
  switch (source.kind) {
    case "tail": {
      const files = tailFiles(source.files, intake, from === undefined ? {} : { from });
      await files.opened;
      return { ...files, about: aboutFiles(source.files) };
    }
    case "journal":
      return { ...(await followJournal(intake)), about: "this machine's journal" };
    case "docker":
      return { ...(await followDocker(intake)), about: "this machine's containers" };
    case "otlp": {
      const server = await openOtlpServer(intake, { port: source.port });
      return { close: () => server.close(), about: `logs sent to http://127.0.0.1:${server.port}/v1/logs` };
    }
    case "connect": {
      const socket = await connectSocket(source.port, intake);
      return { close: () => socket.close(), ended: socket.ended, about: `lines from port ${source.port}` };
    }
  }
}

/** When the last Sentinel read from the first of these files that it left. Seconds since 1970. */
function lastReadAt(files: readonly string[], positions: readonly TailPosition[]): number {
  const known = positions.filter(({ path }) => files.includes(path));
  return Math.min(Date.now() / 1000, ...known.map(({ readAt }) => readAt));
}

function aboutFiles(files: readonly string[]): string {
  return count(files.length, "log file");
}

/** The clock of the lines: the machine's, or where lines bring their own (a simulated fleet's), theirs. */
class LineClock {
  readonly #isOfLines: boolean;
  #seenAt: number | undefined;
  #arrivedAt = 0;

  constructor(isOfLines: boolean) {
    this.#isOfLines = isOfLines;
  }

  see(seenAt: number): void {
    if (!this.#isOfLines) return;
    this.#seenAt = Math.max(seenAt, this.#seenAt ?? seenAt);
    this.#arrivedAt = performance.now();
  }

  /** Seconds since 1970; undefined before the first line that brings the time. It goes on when no lines come, so that silence is noticed. */
  now(): number | undefined {
    if (!this.#isOfLines) return Date.now() / 1000;
    if (this.#seenAt === undefined) return undefined;
    return this.#seenAt + (performance.now() - this.#arrivedAt) / 1000;
  }
}

function countsOf(intake: Intake) {
  const { shed } = intake.statistics;
  const unreadable = intake.problems.count("binary") + intake.problems.count("no-message");
  return { unreadable, shedLines: [...shed.values()].reduce((sum, amount) => sum + amount, 0) };
}

/** Each problem is said once, when it is met first. */
function sayProblems(intake: Intake, said: Set<string>, say: (message: LeadMessage) => void): void {
  for (const { sentence } of intake.problems.list()) {
    if (said.has(sentence)) continue;
    said.add(sentence);
    say({ kind: "sentence", sentence });
  }
}
