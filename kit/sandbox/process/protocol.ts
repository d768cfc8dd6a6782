import type { Wire } from "./codec/wire.ts";

/** What a check asks of the answer's process. Handles number values that live there. */
export type Request =
  /** Runs the compiled answer in a fresh module and says what it defines. */
  | { id: number; op: "load"; code: string; file: string }
  /** Constructs a top-level class. */
  | { id: number; op: "new"; name: string; args: Wire[] }
  /** Calls a top-level function. */
  | { id: number; op: "call"; name: string; args: Wire[] }
  /** Reads a top-level value. */
  | { id: number; op: "get"; name: string }
  /** Calls a function that a handle names, or a method of an instance. */
  | { id: number; op: "invoke"; handle: number; method?: string; args: Wire[] }
  /** Reads a field of an instance. */
  | { id: number; op: "field"; handle: number; name: string }
  /** The next value of an iterator, or its end. */
  | { id: number; op: "next"; handle: number }
  | { id: number; op: "return"; handle: number }
  /** Runs threads in one order after the other (see `kit/explore`). */
  | { id: number; op: "explore"; program: Wire }
  /** Nothing but a sign of life. */
  | { id: number; op: "ping" };

/** A request without its number. */
export type RequestBody = Request extends infer R
  ? R extends { id: number }
    ? Omit<R, "id">
    : never
  : never;

/** The result of a callback that the answer called. */
export interface CallbackResult {
  call: number;
  value?: Wire;
  error?: Wire;
}

/** What the answer's process may send; everything else ends it. */
export type Reply =
  | { ready: true }
  | { id: number; value: Wire }
  | { id: number; error: Wire }
  /** What a loaded answer defines: name and `typeof`, a class being "class". */
  | { id: number; names: [string, string][] }
  | { id: number; handle: number }
  | { id: number; done: boolean; value: Wire }
  /** The answer calls a function that a check handed over. */
  | { call: number; callback: number; args: Wire[] }
  /** An error that belongs to no call: thrown in a timer, or a promise nobody awaited. */
  | { unhandled: Wire; fatal: boolean }
  /** The answer called process.exit. */
  | { exit: number };

/** File descriptor of the channel in the answer's process. */
export const channelDescriptor = 3;
