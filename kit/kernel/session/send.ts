import { kernelImmediate } from "../interrupt/kernel-timers.ts";

/** The part of a ZeroMQ socket that is used here. */
export interface SendingSocket {
  /** Throws EBUSY while the previous message is being sent. */
  send(frames: readonly (string | Uint8Array)[]): Promise<void>;
}

type Frames = Parameters<SendingSocket["send"]>[0];

const queues = new WeakMap<SendingSocket, SendQueue>();

/** Sends a message after all earlier ones. It is sent at once where possible, because the cell may block the thread next. */
export function sendInOrder(socket: SendingSocket, frames: Frames): void {
  const queue = queues.get(socket) ?? new SendQueue(socket);
  queues.set(socket, queue);
  queue.add(frames);
}

class SendQueue {
  readonly #socket: SendingSocket;
  readonly #waiting: Frames[] = [];
  #isDraining = false;

  constructor(socket: SendingSocket) {
    this.#socket = socket;
  }

  add(frames: Frames): void {
    if (this.#waiting.length === 0 && this.#try(frames)) return;
    this.#waiting.push(frames);
    void this.#drain();
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#try(next)) this.#waiting.shift();
      else await new Promise((resolve) => kernelImmediate(resolve));
    }
    this.#isDraining = false;
  }

  /** Sends unless the socket is busy. A message to a closed socket is dropped. */
  #try(frames: Frames): boolean {
    try {
      this.#socket.send(frames).catch(() => {});
      return true;
    } catch (error) {
      return (error as { code?: string }).code !== "EBUSY";
    }
  }
}
