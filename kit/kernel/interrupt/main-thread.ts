import { Session } from "node:inspector";

/** How long a pause may take. Only native code that does not return to JavaScript takes longer. */
const PAUSE_TIMEOUT_MS = 2000;

/** URLs of the scripts of Node and of the kernel. */
const NODE = /^node:/;
const KERNEL = /\/kit\/(?:dist\/)?kernel\/|\/node_modules\/(?:tslab|@tslab|zeromq)\//;

/**
 * Terminates the JavaScript of a cell that keeps the main thread busy. The process keeps its variables.
 * A thread that does not answer may also be in the middle of the kernel's own work. Terminating that would leave the sockets unread for ever. So
 * the thread is paused first, as a debugger does, and its stack shows whether a cell's code runs. Only a cell's code is terminated.
 *
 * Call it from another thread.
 */
export async function endCellWork(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const paused = pause(session);
    const frames = await Promise.race([paused, delay(PAUSE_TIMEOUT_MS)]);
    const commands: Promise<void>[] = [];
    // A thread that does not pause in time is in native code that a cell has called.
    if (frames === undefined || isCellWork(frames))
      commands.push(command(session, "Runtime.terminateExecution"));
    if (frames !== undefined) commands.push(command(session, "Debugger.resume"));
    // The first command is answered only after the second one.
    await Promise.all(commands);
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
