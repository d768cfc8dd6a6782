import type { Finding } from "../finding.ts";
import type { LogEvent } from "../log-event.ts";

/** One piece of evidence, and what it speaks for. */
export interface Clue {
  readonly cause: Finding["cause"];
  /** The service that has the problem. */
  readonly culprit: string;
  readonly weight: number;
  /** What it shows, as the end of a sentence. */
  readonly shows: string;
  /** The lines that show it; none where the numbers do. */
  readonly lines: readonly LogEvent[];
}
