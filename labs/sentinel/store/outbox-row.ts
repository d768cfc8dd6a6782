/**
 * The states of a post, in their order.
 *
 * - `written`: it waits for its turn, or for the next try.
 * - `sending`: it is being sent. Found after a start, it may have arrived.
 * - `sent`: it has arrived.
 * - `unknown`: it may have arrived, and is not posted again.
 * - `refused`: the receiver does not want it.
 * - `withdrawn`: it was not sent, because its incident turned out to be a part of another one.
 */
export type OutboxState = "written" | "sending" | "sent" | "unknown" | "refused" | "withdrawn";

/** A post about one incident to one destination. */
export interface OutboxRow {
  readonly incident: string;
  readonly destination: string;
  readonly state: OutboxState;
  readonly body: string;
  /** How many tries have begun. */
  readonly attempts: number;
  /** When the next try may begin: seconds since 1970. */
  readonly dueAt: number;
  /** When the state changed: seconds since 1970. */
  readonly changedAt: number;
  /** What there is to say about it, one sentence; empty if nothing. */
  readonly note: string;
}
