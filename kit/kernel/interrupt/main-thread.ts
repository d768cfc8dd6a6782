import { Session } from "node:inspector";

/** How long a pause may take to come about, in ms. Only native code that never returns to JavaScript takes longer. */
const PAUSE_TIMEOUT_MS = 2000;

/** What a script belongs to, by its URL. */
const NODE = /^node:/;
const KERNEL = /\/kit\/(?:dist\/)?kernel\/|\/node_modules\/(?:tslab|@tslab|zeromq)\//;

/**
 * Ends the JavaScript that a cell keeps the main thread busy with. The process and its variables live on.
 *
 * A thread that does not answer may also just be slow, in the middle of the kernel's own work, and that must not be cut
 * in half: the sockets would never be read again. So the thread is paused first, as a debugger does it, and its stack
 * tells whose work it is doing. Nothing is ended but a cell's work.
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
    // Without a pause in all that time the thread is in native code, where only a cell can have brought it.
    if (frames === undefined || isCellWork(frames))
      commands.push(command(session, "Runtime.terminateExecution"));
    if (frames !== undefined) commands.push(command(session, "Debugger.resume"));
    // The first is answered when it is done, so only after the second.
    await Promise.all(commands);
  } finally {
    // A session left open would keep the process from ending.
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
  // Enabling tells of every script there is, which is how a frame's script id becomes a URL.
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.once("Debugger.paused", ({ params }) => {
    resolve(params.callFrames.map(({ location }) => urls.get(location.scriptId) ?? ""));
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
  return promise;
}

/** Gives a command. Its failure means that there is nothing left to do: the thread has come free. */
function command(session: Session, method: "Runtime.terminateExecution" | "Debugger.resume"): Promise<void> {
  return new Promise((resolve) => session.post(method, () => resolve()));
}

function delay(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}
