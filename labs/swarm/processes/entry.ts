/** The module that a process of a swarm runs: a worker loop that is reached by a pipe. */
import { once } from "node:events";
import { errorMessage } from "../../common/error-message.ts";
import type { WorkMessage } from "../worker/messages.ts";
import { WorkerLoop } from "../worker/worker-loop.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { guardThisProcess } from "./guard-this-process.ts";
import {
  DESCRIPTORS,
  type FromProcess,
  type FromWatchdogInside,
  LARGE_PROGRAM_BYTES,
  type ProcessInitMessage,
  type ToProcess,
  type ToWatchdogInside,
} from "./messages.ts";
import { StatusFile } from "./status-file.ts";

// Taken before any agent runs, because an agent may replace it. Of the messages, only work is an array.
const isArray = Array.isArray as unknown as (message: ToProcess) => message is WorkMessage;
const { channel, watchdog, status, startMemoryLimit } = guardThisProcess<FromProcess, ToProcess>({
  onMessage: receive,
  onEnd: () => process.exit(),
});
const statusFile = new StatusFile(DESCRIPTORS.status);
const loop = new WorkerLoop({
  kind: "process",
  name: `process ${process.pid}`,
  status,
  row: 0,
  send: (message) => channel.send(message),
  recordWorking: (isWorking) => {
    status.setWorking(0, isWorking);
    if (isWorking && status.isResting(0)) wakeWatchdog();
  },
  recordBegin: (job, since) => {
    status.clearStop(0);
    statusFile.begin(job, since);
  },
  recordIdle: (since) => statusFile.idle(since),
});
watchdog.on("message", (message: FromWatchdogInside) => {
  if (message.kind === "stop") loop.stop(message);
});
watchdog.on("error", () => process.exit(1));

function receive(message: ToProcess, bytes: number): void {
  if (isArray(message)) {
    loop.enqueue(message, bytes >= LARGE_PROGRAM_BYTES ? limitMemory : undefined);
    return;
  }
  switch (message.kind) {
    case "init":
      void begin(message);
      return;
    case "forget":
      loop.forget(message.forgotten);
      return;
    case "exit":
      process.exit();
      break;
    default:
      loop.receiveReply(message);
  }
}

async function begin({ program }: ProcessInitMessage): Promise<void> {
  try {
    if (program !== undefined) await loop.load(...program);
    await limitMemory();
    channel.send({ kind: "ready" });
  } catch (error) {
    channel.send({ kind: "unable", reason: errorMessage(error) });
  }
}

/** What was loaded is no use of memory by an agent. */
async function limitMemory(): Promise<void> {
  collectGarbage();
  const watching = once(watchdog, "message");
  startMemoryLimit();
  await watching;
}

function wakeWatchdog(): void {
  try {
    watchdog.postMessage({ kind: "wake" } satisfies ToWatchdogInside);
  } catch {
    // An agent has broken `postMessage`. The watchdog notices the work by itself, within a second.
  }
}
