import type { LogSeverity } from "../log-event.ts";
import type { Slot } from "./mask-line.ts";

/** A kind of line: the words that stay, and wildcards for what varies. */
export interface Template {
  /** Unique within a run, counted from 1. */
  readonly id: number;
  readonly severity: LogSeverity;
  /** With `<*>` for what varies. It gets more wildcards as lines that differ from it are counted in. */
  readonly text: string;
  readonly slots: readonly Slot[];
  /** Seconds since 1970, by the Sentinel's clock. */
  readonly firstSeen: number;
  lastSeen: number;
  count: number;
}
