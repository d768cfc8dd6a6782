/** The module that a process of a swarm runs: a worker loop that is reached by a pipe. */
import { once } from "node:events";
import { errorMessage } from "../../common/error-message.ts";
import { deserialize } from "../transfer/deserialize.ts";
import { WorkerLoop } from "../worker/worker-loop.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { guardThisProcess } from "./guard-this-process.ts";
import {
  DESCRIPTORS,
  type FromProcess,
  type FromWatchdogInside,
  type ProcessInitMessage,
  type ToProcess,
} from "./messages.ts";
import { StatusFile } from "./status-file.ts";

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
  recordBegin: (job, since) => {
    status.clearStop(0);
    statusFile.begin(job, since);
  },
  recordIdle: (since) => statusFile.idle(since),
});
watchdog.on("message", (message: FromWatchdogInside) => {
  if (message.kind === "stop") loop.stop(message.job);
});
watchdog.on("error", () => process.exit(1));

function receive(message: ToProcess): void {
  switch (message.kind) {
    case "init":
      void load(message);
      return;
    case "begin":
      status.startTime = message.startTime;
      return;
    case "jobs":
      loop.enqueue(message);
      return;
    case "exit":
      process.exit();
  }
}

async function load(message: ProcessInitMessage): Promise<void> {
  try {
    loop.load(await deserialize(message.bundle), message);
    collectGarbage();
    const watching = once(watchdog, "message");
    startMemoryLimit();
    await watching;
    channel.send({ kind: "ready" });
  } catch (error) {
    channel.send({ kind: "unable", reason: errorMessage(error) });
  }
}
