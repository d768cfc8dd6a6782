/**
 * The thread in which vitest runs the check files. It stays between runs, so that the next one starts at once. The check files are loaded anew in
 * each run.
 */
import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { init, runBaseTests, setupEnvironment } from "vitest/worker";
import { AnswerProcesses, type SandboxConfig, sandboxLauncher } from "../../sandbox/index.ts";
import { setAnswerProcesses } from "../checks/exercise.ts";

/** The thread's `workerData`. */
export interface CheckThreadData {
  readonly root: string;
  readonly directory: string;
  /** The sandbox around answers. @default none */
  readonly sandbox?: SandboxConfig;
  readonly preload: boolean;
}

if (!parentPort) throw new Error("This module is the entry of a thread.");
const port = parentPort;
const { root, directory, sandbox, preload } = workerData as CheckThreadData;
const processes = new AnswerProcesses({
  root,
  directory,
  ...(sandbox ? { launcher: sandboxLauncher(sandbox, root) } : {}),
  preload,
});
setAnswerProcesses(processes);

port.on(
  "message",
  async (message: { swarmlabWarm?: true; swarmlabClose?: true; swarmlabStop?: true } | undefined) => {
    if (message?.swarmlabWarm) processes.warm();
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
