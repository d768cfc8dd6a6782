/**
 * The thread in which vitest runs the check files. It stays between runs, so that the next one starts at once. The check files are loaded anew in
 * each run.
 */
import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";
import { AnswerProcesses, type Forbidden, type SandboxConfig, sandboxLauncher } from "../../sandbox/index.ts";
import { setAnswerProcesses, setCheckSign } from "../checks/exercise.ts";

/** The thread's `workerData`. */
export interface CheckThreadData {
  readonly root: string;
  readonly directory: string;
  /** The sandbox around answers. @default none */
  readonly sandbox?: SandboxConfig;
  readonly preload: boolean;
  /** Two numbers that the owner reads: how often the event loop came round, and the check that runs, counted from 1 in the request; 0 for none. */
  readonly signs: SharedArrayBuffer;
}

if (!parentPort) throw new Error("This module is the entry of a thread.");
const port = parentPort;
/** How often the owner can see that the event loop comes round. */
const BEAT_INTERVAL_MS = 200;
const { root, directory, sandbox, preload, signs } = workerData as CheckThreadData;
const processes = new AnswerProcesses({
  root,
  directory,
  ...(sandbox ? { launcher: sandboxLauncher(sandbox, root) } : {}),
  preload,
});
setAnswerProcesses(processes);
const sign = new Int32Array(signs);
setInterval(() => Atomics.add(sign, 0, 1), BEAT_INTERVAL_MS).unref();
setCheckSign((number) => Atomics.store(sign, 1, number));

port.on(
  "message",
  async (message: { swarmlabWarm?: Forbidden; swarmlabClose?: true; swarmlabStop?: true } | undefined) => {
    if (message?.swarmlabWarm) processes.warm(message.swarmlabWarm);
    if (message?.swarmlabStop) processes.stop();
    if (!message?.swarmlabClose) return;
    await processes.close();
    port.postMessage({ swarmlabClosed: true });
  },
);

init({
  post: (response) => port.postMessage(response),
  on: (listener) => port.on("message", listener),
  off: (listener) => port.off("message", listener),
  runTests: (state, traces) => runBaseTests("run", state, traces),
  collectTests: (state, traces) => runBaseTests("collect", state, traces),
  setup: setupEnvironment,
});

// Where there is a compile cache, the next thread finds these modules compiled. This one is terminated, which would lose them.
flushCompileCache();
