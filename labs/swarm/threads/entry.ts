import { threadId } from "node:worker_threads";
import type { WorkMessage } from "../worker/messages.ts";
import { SharedStatus } from "../worker/shared-status.ts";
import { WorkerLoop } from "../worker/worker-loop.ts";
import { BusyPoll } from "./busy-poll.ts";
import type { FromThread, ThreadInitMessage, ToThread } from "./messages.ts";

/** The first task of every thread: it makes the thread a worker, which then listens to its port. Resolves to the thread's id. */
export default async function becomeWorker({
  port,
  row,
  program,
  ...init
}: ThreadInitMessage): Promise<number> {
  // Taken before any agent runs, because an agent may replace them. Of the messages, only work is an array.
  const isArray = Array.isArray as unknown as (message: ToThread) => message is WorkMessage;
  const send = port.postMessage.bind(port) as (message: FromThread) => void;
  const status = new SharedStatus(init.status);
  const poll = new BusyPoll();
  const loop = new WorkerLoop({
    kind: "thread",
    name: `thread ${threadId}`,
    status,
    row,
    send,
    recordWorking: (isWorking) => (isWorking ? poll.received() : poll.start()),
    recordBegin: (job, since) => status.begin(row, job, since),
    recordIdle: () => status.end(row),
  });
  if (program !== undefined) await loop.load(...program);
  port.on("message", (message: ToThread) => {
    if (isArray(message)) loop.enqueue(message);
    else if (message.kind === "stop") loop.stop(message);
    else if (message.kind === "forget") loop.forget(message.forgotten);
    else loop.receiveReply(message);
  });
  return threadId;
}
