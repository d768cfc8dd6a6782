import type { LogEvent } from "../log-event.ts";
import type { Problems } from "./problems.ts";

/** What the readers of lines know beside the line. */
export interface ReadContext {
  /** The service of lines that name none, as the name of their file. */
  readonly service: string;
  /** When the line was read: seconds since 1970. */
  readonly seenAt: number;
  /** Where the line comes from, for sentences about it. */
  readonly source: string;
  readonly problems: Problems;
  /** Simulated time: a line counts as seen when its record says it was observed. @default false */
  readonly isSeenWhenObserved?: boolean;
}

/** Takes the events of a line, in their order. */
export type EventSink = (event: LogEvent) => void;
