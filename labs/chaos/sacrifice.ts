import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BoardFile } from "../swarm/processes/board-file.ts";
import { FrameChannel } from "../swarm/processes/frame-channel.ts";
import { killGroup, launch } from "../swarm/processes/launch.ts";
import type { FromWatchdog } from "../swarm/processes/messages.ts";
import type { FromHost, ToHost } from "./host-messages.ts";

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** How much memory the process may use, in megabytes. */
const CAP = 256;

/** How the sacrificial process ended. */
export type Fate =
  | { readonly kind: "told"; readonly said: FromHost }
  | { readonly kind: "died"; readonly of: string }
  | { readonly kind: "hung" };

/**
 * Runs one trial in a process of its own, capped at 256 MB and at so many seconds. Whatever happens there, nothing of
 * it is left: neither processes nor files.
 */
export async function sacrifice(order: Omit<ToHost, "folder">, seconds: number): Promise<Fate> {
  const folder = await mkdtemp(join(tmpdir(), "swarmlab-chaos-"));
  try {
    return await run({ ...order, folder: join(folder, "meeting") }, seconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(order: ToHost, seconds: number): Promise<Fate> {
  const file = new BoardFile();
  try {
    return await runBeside(file, order, seconds);
  } finally {
    file.close();
  }
}

async function runBeside(file: BoardFile, order: ToHost, seconds: number): Promise<Fate> {
  const { child, work, control } = launch({
    entry: new URL(`./host${ENDING}`, import.meta.url),
    v8Flags: [`--max-old-space-size=${CAP / 2}`],
    args: [String(CAP * 2 ** 20)],
    file: file.fd,
  });
  let said: FromHost | undefined;
  let isLate = false;
  // What the agents print is part of the experiment, not of its result; but it has to be read, else they wait.
  child.stdout?.resume();
  child.stderr?.resume();
  const controlEnd = Promise.withResolvers<void>();
  new FrameChannel<never, FromWatchdog>(control, {
    onMessage: () => {},
    onGarbage: () => {},
    onEnd: () => controlEnd.resolve(),
  });
  const workEnd = Promise.withResolvers<void>();
  const channel = new FrameChannel<ToHost, FromHost>(work, {
    onMessage: (message) => {
      said = message;
    },
    onEnd: () => workEnd.resolve(),
  });
  channel.send(order);
  const timer = setTimeout(() => {
    isLate = true;
    killGroup(child.pid);
  }, seconds * 1000);
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  killGroup(child.pid);
  // Its last words may still be in the pipes.
  await Promise.all([workEnd.promise, controlEnd.promise]);
  if (said !== undefined) return { kind: "told", said };
  if (isLate) return { kind: "hung" };
  if (file.overdrawn() !== undefined) return { kind: "died", of: `over ${CAP} MB` };
  return { kind: "died", of: signal ?? `code ${code}` };
}
