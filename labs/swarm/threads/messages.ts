import type { MessagePort } from "node:worker_threads";
import type { Job } from "../executor.ts";
import type { FromWorker, InitMessage, WorkMessage } from "../worker/messages.ts";

/** What a thread is started with. */
export interface ThreadInitMessage extends InitMessage {
  readonly port: MessagePort;
  /** The memory of the {@link SharedStatus} of all threads. */
  readonly status: SharedArrayBuffer;
  /** The thread's row of the status. */
  readonly row: number;
}

/** What the coordinator sends to a thread. */
export type ToThread = WorkMessage | { readonly kind: "stop"; readonly job: Job };

/** What a thread sends to the coordinator. */
export type FromThread = FromWorker | { readonly kind: "ready"; readonly threadId: number };
