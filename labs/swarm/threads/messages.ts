import type { MessagePort } from "node:worker_threads";
import type { ModelReply } from "../model/messages.ts";
import type {
  ForgetMessage,
  FromWorker,
  ProgramMessage,
  StopMessage,
  WorkMessage,
} from "../worker/messages.ts";

/** What a thread is started with. */
export interface ThreadInitMessage {
  readonly port: MessagePort;
  /** The memory of the {@link SharedStatus} of all threads. */
  readonly status: SharedArrayBuffer;
  /** The thread's row of the status. */
  readonly row: number;
  /** The run for which it is started, and its program. */
  readonly program: readonly [run: number, program: ProgramMessage | number] | undefined;
}

/** What the coordinator sends to a thread. */
export type ToThread = WorkMessage | ForgetMessage | StopMessage | ModelReply;

/** What a thread sends to the coordinator. */
export type FromThread = FromWorker;
