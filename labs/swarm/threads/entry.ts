import { threadId } from "node:worker_threads";
import { deserialize } from "../transfer/deserialize.ts";
import { SharedStatus } from "../worker/shared-status.ts";
import { WorkerLoop } from "../worker/worker-loop.ts";
import type { FromThread, ThreadInitMessage, ToThread } from "./messages.ts";

/** The task that every thread runs. It ends only when the thread is terminated. */
export default async function runWorker(init: ThreadInitMessage): Promise<never> {
  const { port, row } = init;
  // Taken before any agent runs, because an agent may replace it.
  const send = port.postMessage.bind(port) as (message: FromThread) => void;
  const status = new SharedStatus(init.status);
  const deserialized = await deserialize(init.bundle);
  const loop = new WorkerLoop({
    kind: "thread",
    name: `thread ${threadId}`,
    status,
    row,
    send,
    recordBegin: (job, since) => status.begin(row, job, since),
    recordIdle: () => status.end(row),
  });
  loop.load(deserialized, init);
  port.on("message", (message: ToThread) => {
    if (message.kind === "stop") loop.stop(message.job);
    else loop.enqueue(message);
  });
  send({ kind: "ready", threadId });
  return new Promise(() => {});
}
