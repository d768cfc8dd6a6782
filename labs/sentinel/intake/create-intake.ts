import type { LogEvent } from "../log-event.ts";
import { EventBuffer, type Familiarity, type ShedCount } from "./event-buffer.ts";
import { type Problem, Problems } from "./problems.ts";
import type { ReadContext } from "./read-context.ts";
import { LineReader } from "./read-line.ts";
import { createSourceReader, type SourceReader } from "./source-reader.ts";

export interface IntakeOptions {
  /** Events held between reading and the lead. @default 65,536 */
  readonly capacity?: number;
  /** Seconds since 1970. @default the machine's clock */
  readonly now?: () => number;
  /** How often a line like this one was seen: `lead.familiarity`. Without it all lines count as new. */
  readonly familiarity?: Familiarity;
  /** A line counts as seen when its OpenTelemetry record says it was observed: for simulated time. @default false */
  readonly isSeenWhenObserved?: boolean;
}

/** Reads what sources bring and holds it for the lead. */
export interface Intake {
  /**
   * @param source - for sentences about it, as the path of a file
   * @param service - of lines that name none
   */
  open(source: string, service: string): SourceReader;
  /** Reads a value that is parsed already: an OTLP request. */
  readonly reader: LineReader;
  context(source: string, service: string): ReadContext;
  accept(event: LogEvent): void;
  /** Hands events on, at most so many. @returns how many there were */
  drain(sink: (event: LogEvent) => void, most?: number): number;
  /** What was left out since the last call, for `lead.countShed`. */
  takeShed(): readonly ShedCount[];
  /** 0 to 1: how full it is. */
  readonly level: number;
  /** Too full to read more. Sources wait for `room()`, so that senders get back-pressure. */
  readonly isFull: boolean;
  /** Resolves when it is not full any more. */
  room(): Promise<void>;
  readonly problems: Problems;
  readonly statistics: IntakeStatistics;
}

export interface IntakeStatistics {
  readonly bytes: number;
  readonly events: number;
  /** Events that were left out, by service. */
  readonly shed: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

const FULL_LEVEL = 0.97;
const ROOM_LEVEL = 0.8;

export function createIntake(options: IntakeOptions = {}): Intake {
  const now = options.now ?? (() => Date.now() / 1000);
  const buffer = new EventBuffer(options.capacity ?? 65_536, options.familiarity);
  const problems = new Problems();
  const reader = new LineReader();
  let bytes = 0;
  let events = 0;
  let waiting: (() => void)[] = [];
  const accept = (event: LogEvent) => {
    events++;
    if (!buffer.push(event))
      problems.add(
        "shed",
        "the intake",
        "More lines came than could be read. Those that say least were counted only.",
      );
  };
  const context = (source: string, service: string): ReadContext => ({
    source,
    service,
    seenAt: now(),
    problems,
    isSeenWhenObserved: options.isSeenWhenObserved ?? false,
  });
  return {
    reader,
    context,
    accept,
    problems,
    open(source, service) {
      const lines = createSourceReader(() => context(source, service), reader, accept);
      return {
        ...lines,
        write(chunk) {
          bytes += chunk.length;
          lines.write(chunk);
        },
      };
    },
    drain(sink, most = Number.POSITIVE_INFINITY) {
      let count = 0;
      for (let event = buffer.shift(); event !== undefined; event = buffer.shift()) {
        sink(event);
        if (++count >= most) break;
      }
      if (waiting.length > 0 && buffer.level < ROOM_LEVEL) {
        for (const resolve of waiting) resolve();
        waiting = [];
      }
      return count;
    },
    takeShed: () => buffer.takeShed(),
    get level() {
      return buffer.level;
    },
    get isFull() {
      return buffer.level >= FULL_LEVEL;
    },
    room() {
      if (buffer.level < FULL_LEVEL) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    get statistics() {
      return { bytes, events, shed: new Map(buffer.shed), problems: problems.list() };
    },
  };
}
