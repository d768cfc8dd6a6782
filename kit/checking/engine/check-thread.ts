/**
 * The thread in which vitest runs the check files. It stays when a run is over, which makes the next one start at once; the modules of the
 * check files themselves are loaded anew each time.
 */
import { parentPort, workerData } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";
import { type WallPlan, wallOf } from "../../sandbox/isolation/index.ts";
import { AnswerProcesses } from "../../sandbox/process/index.ts";
import { setAnswerProcesses } from "../checks/exercise.ts";

/** What the thread is started with. */
export interface CheckThreadData {
  readonly root: string;
  readonly directory: string;
  /** The wall around answers. */
  readonly sandbox?: WallPlan;
  /** Whether an answer's process reads the lab before an answer asks for it. @default true */
  readonly preload?: boolean;
  /** Whether an answer's process is started before the first answer comes. */
  readonly warm: boolean;
}

if (!parentPort) throw new Error("This module is the entry of a thread.");
const port = parentPort;
const { root, directory, sandbox, preload, warm } = workerData as CheckThreadData;
const processes = new AnswerProcesses({
  root,
  directory,
  ...(sandbox ? { wall: wallOf(sandbox, root) } : {}),
  ...(preload === undefined ? {} : { preload }),
});
setAnswerProcesses(processes);
if (warm) processes.warm();

port.on("message", async (message: { swarmlabClose?: true; swarmlabStop?: true } | undefined) => {
  if (message?.swarmlabStop) processes.stop();
  if (!message?.swarmlabClose) return;
  await processes.close();
  port.postMessage({ swarmlabClosed: true });
});

init({
  post: (response) => port.postMessage(response),
  on: (listener) => port.on("message", listener),
  off: (listener) => port.off("message", listener),
  runTests: (state, traces) => runBaseTests("run", state, traces),
  collectTests: (state, traces) => runBaseTests("collect", state, traces),
  setup: setupEnvironment,
});
