import { BroadcastChannel } from "node:worker_threads";
import type { EditorMessage } from "./messages.ts";

/** What agents talk over: each message reaches all others, in the order in which one agent sent it. */
export interface Bus {
  publish(message: EditorMessage): void;
  subscribe(listener: (message: EditorMessage) => void): void;
  close(): void;
}

/** The bus between threads of one process. Messages are copied; the shared memory in them is not. */
export class ThreadBus implements Bus {
  readonly #channel: BroadcastChannel;

  /** @param name all threads that give the same name are on one bus */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
  }

  publish(message: EditorMessage): void {
    this.#channel.postMessage(message);
  }

  subscribe(listener: (message: EditorMessage) => void): void {
    // Only this class posts on the channel, and it posts nothing else.
    this.#channel.onmessage = (event) => listener((event as { data: EditorMessage }).data);
  }

  close(): void {
    this.#channel.close();
  }
}
