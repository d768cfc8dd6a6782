import { Session } from "node:inspector";

/** How long a pause may take. Only native code that does not return to JavaScript takes longer. */
const PAUSE_TIMEOUT_MS = 2000;

/** How long a command may take, in ms. Native code answers none until it returns. */
const COMMAND_TIMEOUT_MS = 2000;

/** URLs of the scripts of Node and of the kernel. */
const NODE = /^node:/;
const KERNEL = /\/kit\/(?:dist\/)?kernel\/|\/node_modules\/(?:tslab|@tslab|zeromq)\//;

/**
 * Terminates the JavaScript of a cell that keeps the main thread busy. The process keeps its variables.
 * A thread that does not answer may also be in the middle of the kernel's own work. Terminating that would leave the sockets unread for ever. So
 * the thread is paused first, as a debugger does, and its stack shows whether a cell's code runs. Only a cell's code is terminated.
 * A thread in native code, such as a long regular expression, does not pause. It is terminated after two seconds all the same.
 *
 * Call it from another thread, and again while the main thread does not answer.
 */
export async function endCellWork(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const paused = pause(session);
    const frames = await Promise.race([paused, delay(PAUSE_TIMEOUT_MS)]);
    // A thread that pauses after its time is resumed too. Left paused, it would answer no command and no interrupt.
    const resumed = paused.then(() => command(session, "Debugger.resume"));
    if (frames === undefined || isCellWork(frames)) {
      const terminated = command(session, "Runtime.terminateExecution");
      await Promise.race([Promise.all([terminated, resumed]), delay(COMMAND_TIMEOUT_MS)]);
    } else await Promise.race([resumed, delay(COMMAND_TIMEOUT_MS)]);
  } finally {
    // An open session would keep the process alive.
    session.disconnect();
  }
}

/** Whether the innermost code that is not Node's own belongs to a cell, or to a package that it has called. */
export function isCellWork(urls: readonly string[]): boolean {
  const innermost = urls.find((url) => !NODE.test(url));
  return innermost !== undefined && !KERNEL.test(innermost);
}

/** Pauses the main thread. Resolves to the URLs of the scripts on its stack, innermost first. */
function pause(session: Session): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const urls = new Map<string, string>();
  // `Debugger.enable` reports every script, which gives the URL of each script id.
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.once("Debugger.paused", ({ params }) => {
    resolve(params.callFrames.map(({ location }) => urls.get(location.scriptId) ?? ""));
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
  return promise;
}

/** Sends a command to the inspector. A failure is ignored: the thread has become free meanwhile. */
function command(session: Session, method: "Runtime.terminateExecution" | "Debugger.resume"): Promise<void> {
  return new Promise((resolve) => session.post(method, () => resolve()));
}

function delay(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}
