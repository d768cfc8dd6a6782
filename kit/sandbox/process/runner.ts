/**
 * The program in an answer's own process. It loads the compiled answer into a fresh module and does what a check asks. The other side trusts
 * nothing here: it treats every byte as a mere return value.
 *
 * Arguments: the folder from which the answer's imports resolve, and RunnerOptions as JSON.
 */
import { stat, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import { swarm } from "./answer-module.ts";
import { AnswerRequests } from "./answer-requests.ts";
import { AnswerValues } from "./answer-values.ts";
import { takeChannelKey } from "./channel-key.ts";
import { channelSeal } from "./channel-seal.ts";
import { closeInheritedFiles } from "./close-inherited-files.ts";
import { closeInsides } from "./closed-insides.ts";
import { forbidProcesses } from "./forbid-processes.ts";
import { frameReader, frameWriter, messageBytes } from "./frames.ts";
import { openFunctionTexts } from "./function-text.ts";
import { filterLab } from "./lab-filter.ts";
import { reportLeftErrors } from "./left-errors.ts";
import { lockIntrinsics } from "./lock-intrinsics.ts";
import { type CallbackResult, channelDescriptors, type Reply, type Request } from "./protocol.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { keepWorkersWarm } from "./warm-workers.ts";

const [root = process.cwd(), given = "{}"] = process.argv.slice(2);
const { processes, preload = true, explores, isSandboxed } = JSON.parse(given) as Partial<RunnerOptions>;
const { input, output } = channelDescriptors;
// A sandbox ends this process together with its parent, so the watch is not even loaded there. Nothing is read from the channel before it is
// loaded: an answer that never pauses would keep it from starting.
const { startOrphanWatch } = isSandboxed
  ? { startOrphanWatch: undefined }
  : (createRequire(import.meta.url)(
      fileURLToPath(siblingModule(import.meta.url, "../../common/orphan-watch")),
    ) as typeof import("../../common/orphan-watch.ts"));
const key = takeChannelKey(input);
if (key === undefined) process.exit();
const [seal, openedBy] = [channelSeal(key, "reply"), channelSeal(key, "request")];
key.fill(0);
const framed = frameWriter(seal);
const incoming = new Socket({ fd: input, readable: true, writable: false });
const outgoing = new Socket({ fd: output, readable: false, writable: true });
// A frame has its place in the order of all: it is made where it is sent.
const sendBytes = (message: Uint8Array) => outgoing.write(framed(message));
const send = (reply: Reply) => sendBytes(messageBytes(reply));
const values = new AnswerValues(send);
const requests = new AnswerRequests(root, values);
const listenStill = reportLeftErrors((error, fatal) => send({ unhandled: values.errorToWire(error), fatal }));

async function handle(request: Request): Promise<void> {
  let reply: Uint8Array;
  try {
    reply = messageBytes(await requests.perform(request));
  } catch (error) {
    try {
      reply = messageBytes({ id: request.id, error: values.errorToWire(error) });
    } catch {
      const error = new Error("threw an error too large to be shown");
      reply = messageBytes({ id: request.id, error: values.errorToWire(error) });
    }
  }
  listenStill();
  sendBytes(reply);
}

incoming.on(
  "data",
  frameReader({
    seal: openedBy,
    onMessage(message) {
      // The other side is the kit, which sends these two shapes alone.
      if ((message as CallbackResult).call === undefined) void handle(message as Request);
      else values.settleCall(message as CallbackResult);
    },
    onForged: () => send({ forged: true }),
  }),
);
// Without the other side this process has nothing to do.
for (const stream of [incoming, outgoing]) {
  stream.on("close", () => process.kill(process.pid, "SIGKILL"));
  stream.on("error", () => process.kill(process.pid, "SIGKILL"));
}

const leave = process.exit.bind(process);
process.exit = (code?: number | string | null): never => {
  try {
    // Written synchronously: the event loop does not turn again. Behind a message that still waits it would come out of turn.
    const note: Reply = { exit: Number(code ?? process.exitCode ?? 0) || 0 };
    if (outgoing.writableLength === 0) writeSync(output, framed(messageBytes(note)));
  } catch {
    // The exit code says it as well.
  }
  return leave(code ?? undefined);
};

closeInheritedFiles([input, output]);
if (!processes) forbidProcesses();
keepWorkersWarm();
// Node's pool starts all its threads with its first work. Each thread that the kernel counts later is one that the answer has started.
stat(root, () => {});
send({ ready: true });

// Started after the first message, so that it takes no time of a check.
startOrphanWatch?.();
if (preload) {
  try {
    // Read before the answer comes, whose import then finds the lab loaded.
    swarm();
    createRequire(join(root, "answer.js"))("@swarmlab/labs");
  } catch {
    // An answer that imports the lab reports what is wrong.
  }
}
// Before any line of an answer: it can replace nothing that this program, or the course's code beside it, is made of.
closeInsides([incoming, outgoing]);
filterLab();
// Buffers share a pool otherwise, through which code of an answer would see and change what is sent.
if (explores) {
  Buffer.poolSize = 0;
  openFunctionTexts();
}
lockIntrinsics();
