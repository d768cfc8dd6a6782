import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { siblingModule } from "../../../common/sibling-module.ts";
import { EngineError, type EngineErrorCode } from "../engine-error.ts";
import { tryLock } from "./held-lock.ts";
import { type EngineState, readState } from "./state-file.ts";

/** How long a program waits while another one starts the engine, in milliseconds. */
const START_LIMIT_MS = 90_000;

/** An embedded engine that this program uses. */
export interface EmbeddedEngine {
  readonly url: string;
  /** Ends the engine, if no other program uses it. */
  close(): void;
}

/**
 * Opens the embedded PostgreSQL of a project, and starts it where it does not run. Programs of one project share it. It ends
 * half a second after the last of them, however that one ends.
 *
 * @param lab the project's `.lab` folder
 * @throws EngineError NO_EMBEDDED_ENGINE, EMBEDDED_ENGINE_FAILED
 */
export async function openEmbeddedEngine(lab: string): Promise<EmbeddedEngine> {
  const folder = join(lab, "engine");
  mkdirSync(folder, { recursive: true });
  const limit = performance.now() + START_LIMIT_MS;
  while (performance.now() < limit) {
    const state = readState(folder);
    const socket = state && (await use(state));
    if (state !== undefined && socket !== undefined) {
      socket.unref();
      return { url: state.url, close: () => socket.destroy() };
    }
    const starting = tryLock(join(folder, "starting.lock"));
    if (starting === undefined) {
      await setTimeout(50);
      continue;
    }
    try {
      // Another program may have started it since.
      if (readState(folder)?.pid === state?.pid) await startKeeper(folder);
    } finally {
      starting.release();
    }
  }
  throw new EngineError(
    "EMBEDDED_ENGINE_FAILED",
    `The embedded PostgreSQL was not ready after ${START_LIMIT_MS / 1000} s; remove the folder ${folder} and try again.`,
  );
}

/** Says to the keeper of the engine that this program uses it. @returns undefined where the keeper has ended */
async function use({ port, token }: EngineState): Promise<Socket | undefined> {
  const socket = connect(port, "127.0.0.1");
  // A keeper that dies resets the connection, which is then closed.
  socket.on("error", () => {});
  try {
    await once(socket, "connect");
    socket.write(token);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    socket.once("data", (said) => resolve(String(said) === "welcome"));
    socket.once("close", () => resolve(false));
    if (!(await promise)) return undefined;
    return socket;
  } catch {
    socket.destroy();
    return undefined;
  }
}

async function startKeeper(folder: string): Promise<void> {
  const child = fork(siblingModule(import.meta.url, "keeper"), [folder], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [],
  });
  const { promise, resolve } = Promise.withResolvers<{ kind: string; message?: string; code?: string }>();
  child.once("message", (message) => resolve(message as { kind: string }));
  // What it has said comes before "close"; "exit" may come before that.
  child.once("close", (code) => resolve({ kind: "failed", message: `its keeper ended with code ${code}` }));
  child.once("error", (error) => resolve({ kind: "failed", message: error.message }));
  const answer = await promise;
  if (child.connected) child.disconnect();
  child.unref();
  if (answer.kind === "ready") return;
  const code = (answer.code ?? "EMBEDDED_ENGINE_FAILED") as EngineErrorCode;
  throw new EngineError(code, answer.message ?? "The embedded PostgreSQL did not start.");
}
