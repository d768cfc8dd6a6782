import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { errorMessage } from "../../common/error-message.ts";
import { IntakeError } from "../intake/intake-error.ts";
import type { Fleet } from "./create-fleet.ts";

export interface FleetServerOptions {
  readonly fleet: Fleet;
  /** On this machine only; 0 is any free one. @default 0 */
  readonly port?: number;
  /** Simulated seconds in one real second; `Infinity` is as fast as readers read. @default 1 */
  readonly speed?: number;
}

export interface FleetServer {
  readonly port: number;
  /** Lines sent so far, to all readers. */
  readonly sent: number;
  /** Ends all connections; resolves when nothing is left. */
  close(): Promise<void>;
}

const BATCH_BYTES = 1 << 16;
const STEP_MS = 20;

/**
 * Sends a fleet's lines to each reader that connects, from the first line on, and ends the connection behind the last. Who reads slowly
 * gets the lines late: nothing is left out, and nothing is kept for it.
 */
export async function openFleetServer({
  fleet,
  port = 0,
  speed = 1,
}: FleetServerOptions): Promise<FleetServer> {
  const stop = new AbortController();
  const sockets = new Set<Socket>();
  const sending = new Set<Promise<void>>();
  let sent = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    // A reader that leaves is no failure of the fleet.
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    const task = send(fleet, socket, speed, stop.signal, (lines) => {
      sent += lines;
    });
    sending.add(task);
    void task.finally(() => sending.delete(task));
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new IntakeError("PORT_TAKEN", `Port ${port} cannot be opened: ${errorMessage(error)}`);
  }
  return {
    port: (server.address() as AddressInfo).port,
    get sent() {
      return sent;
    },
    async close() {
      stop.abort();
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(sending);
    },
  };
}

async function send(
  fleet: Fleet,
  socket: Socket,
  speed: number,
  signal: AbortSignal,
  count: (lines: number) => void,
): Promise<void> {
  const begun = performance.now();
  let batch = "";
  let lines = 0;
  const write = async () => {
    count(lines);
    const isTaken = socket.write(batch);
    batch = "";
    lines = 0;
    if (!isTaken && !socket.destroyed) await drained(socket, signal);
  };
  try {
    for (const { at, line } of fleet.lines()) {
      if (socket.destroyed || signal.aborted) return;
      const due = begun + ((at - fleet.startsAt) / speed) * 1000;
      if (due > performance.now() + STEP_MS) {
        if (batch !== "") await write();
        await wait(Math.max(STEP_MS, due - performance.now()), undefined, { signal });
      }
      batch += `${line}\n`;
      lines++;
      if (batch.length >= BATCH_BYTES) await write();
    }
    if (batch !== "") await write();
    socket.end();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (signal.aborted) socket.destroy();
  }
}

/** Waits until a socket takes more, is gone, or the signal aborts. */
async function drained(socket: Socket, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  socket.once("drain", end).once("close", end);
  signal.addEventListener("abort", end, { once: true });
  await promise;
  socket.off("drain", end).off("close", end);
  signal.removeEventListener("abort", end);
}
