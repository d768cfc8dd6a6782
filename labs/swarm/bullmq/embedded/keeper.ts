/**
 * The process that keeps the embedded PostgreSQL of one project. It serves every program that is connected to it, and ends
 * with the last of them, however that one ends: a connection is closed by the system, also after kill -9.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { errorMessage } from "../../../common/error-message.ts";
import { EngineError } from "../engine-error.ts";
import { findBinaries } from "./binaries.ts";
import { startCluster } from "./cluster.ts";
import { tryLock } from "./held-lock.ts";
import { forgetState, readState, writeState } from "./state-file.ts";

/** How long the engine waits for another program after the last one, in milliseconds. */
const LINGER_MS = 500;

/** How long the first program may take to connect, in milliseconds. */
const FIRST_LIMIT_MS = 10_000;

/** How often a server that has died is started again before its users are left alone, and how long after, in milliseconds. */
const MOST_STARTS = 20;
const START_AGAIN_MS = 500;

const [folder = ""] = process.argv.slice(2);

/** How often a keeper looks whether the one before it has ended, and how long, in milliseconds. */
const TURN_INTERVAL_MS = 50;
const TURN_LIMIT_MS = 75_000;

try {
  if (await hasTurn(folder)) await keep(folder);
  else say({ kind: "ready" });
} catch (error) {
  say({ kind: "failed", message: errorMessage(error), code: Reflect.get(error as object, "code") });
  process.exitCode = 1;
}

/**
 * Waits until no other keeper works on the folder: one that ends, or one whose program was killed while it started. Then the
 * folder is this process's until it ends.
 *
 * @returns false where another one serves
 */
async function hasTurn(folder: string): Promise<boolean> {
  const limit = performance.now() + TURN_LIMIT_MS;
  while (performance.now() < limit) {
    const lock = tryLock(join(folder, "keeper.lock"));
    if (lock !== undefined) {
      // It also keeps the lock from being collected as garbage.
      process.once("exit", () => lock.release());
      forgetState(folder);
      return true;
    }
    // A keeper that ends removes its state first.
    if (readState(folder) !== undefined) return false;
    await wait(TURN_INTERVAL_MS);
  }
  throw new EngineError(
    "EMBEDDED_ENGINE_FAILED",
    `Another process that keeps the embedded PostgreSQL in ${folder} neither answers nor ends.`,
  );
}

/** Tells the program that has started this process, which may have ended meanwhile. */
function say(message: { readonly kind: string; readonly message?: string; readonly code?: unknown }): void {
  if (process.connected) process.send?.(message, () => {});
}

async function keep(folder: string): Promise<void> {
  const binaries = await findBinaries(folder);
  let cluster = await startCluster(folder, binaries);
  let isEnding = false;
  const token = randomBytes(24).toString("base64url");
  const users = new Set<Socket>();
  let timer = setTimeout(end, FIRST_LIMIT_MS);
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (said) => {
      // A program that comes while the engine ends starts it again.
      if (isEnding || String(said) !== token) {
        socket.destroy();
        return;
      }
      clearTimeout(timer);
      users.add(socket);
      socket.write("welcome");
    });
    socket.once("close", () => {
      if (!users.delete(socket) || users.size > 0) return;
      timer = setTimeout(end, LINGER_MS);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  writeState(folder, { pid: process.pid, port, token, url: cluster.url });
  // Ctrl-C in a terminal reaches this process too, and its programs still need the engine.
  for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
  process.once("SIGTERM", end);
  say({ kind: "ready" });
  if (process.connected) process.disconnect?.();
  void mend();

  /** A server that dies is started again on the same port, where its users look for it. */
  async function mend(): Promise<void> {
    while (!isEnding) {
      await cluster.ended;
      if (isEnding) return;
      for (let attempt = 1; ; attempt++) {
        try {
          cluster = await startCluster(folder, binaries, cluster.port);
          break;
        } catch {
          // What the dead server has started may still hold its memory.
          if (attempt === MOST_STARTS) return end();
          await wait(START_AGAIN_MS);
        }
      }
    }
  }

  async function end(): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    clearTimeout(timer);
    server.close();
    forgetState(folder);
    for (const socket of users) socket.destroy();
    await cluster.stop();
    process.exit();
  }
}
