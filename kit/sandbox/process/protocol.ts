import type { Wire } from "./codec/wire.ts";
import type { Forbidden } from "./compiled-answer.ts";

/** A request to the answer's process. Handles are numbers of values that live there. */
export type Request =
  /** Runs the compiled answer in a fresh module. The reply says what it defines. */
  | { id: number; op: "load"; code: string; file: string; given: readonly string[]; forbidden: Forbidden }
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
  /** Reads the explorer (see `kit/explore`). From then on the process explores, and takes no answer. */
  | { id: number; op: "becomeExplorer" }
  /** Runs threads in one order after the other. Of the compiled answer it takes the definitions that the threads use. */
  | {
      id: number;
      op: "explore";
      program: Wire;
      code: string;
      file: string;
      given: readonly string[];
      forbidden: Forbidden;
    }
  /** What the loaded answer has started. */
  | { id: number; op: "started" }
  /** Lets each run of the loaded answer start workers of its own. */
  | { id: number; op: "startWorkersAnew" }
  /** Makes a number of cores known to the answer, until the next one is loaded. */
  | { id: number; op: "cores"; cores: number }
  /** Puts a function, given as text, in the place of one of the loaded answer. */
  | { id: number; op: "replace"; name: string; text: string }
  /** Says what happens in the answer's process around each call of a function of the check. */
  | { id: number; op: "surround"; callback: Wire; around: AroundCall }
  /** Asks for a reply and nothing else. */
  | { id: number; op: "ping" };

/** What happens in the answer's process around each call of a function of the check. Times are in milliseconds. */
export interface AroundCall {
  /** How long the caller's thread computes before the call. */
  computes?: number;
  /** How far the clocks of the process move on when a call has been answered: the first, the second …, and the last number for all further ones. */
  passes?: number[];
  /** Whether the function throws unless it is called on the object that it crossed with. */
  isMethod?: boolean;
}

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

/** A message of the answer's process. Any other message ends it. */
export type Reply =
  | { ready: true }
  | { id: number; value: Wire }
  | { id: number; error: Wire }
  /** The names that a loaded answer defines, each with its `typeof`, or "class". */
  | { id: number; names: [string, string][] }
  | { id: number; handle: number }
  | { id: number; done: boolean; value: Wire }
  /** The answer calls a function that the check passed to it. */
  | { call: number; callback: number; args: Wire[] }
  /** An error that belongs to no call: thrown in a timer, or a rejected promise that is not awaited. */
  | { unhandled: Wire; fatal: boolean }
  /** The answer called process.exit. */
  | { exit: number }
  /** Bytes came that the judge has not sealed: the answer has written them. Nothing is read after them. */
  | { forged: true };

/**
 * File descriptors of the channel in the answer's process: what it sends, and what it reads. Each direction has a pipe of its own. A write to
 * a process that has ended breaks the pipe, and what the process said last must still be readable then. The judge sends the channel's key first, and then each
 * side frames with a seal (`channel-seal.ts`): the descriptors are the answer's as well.
 */
export const channelDescriptors = { output: 3, input: 4 } as const;
