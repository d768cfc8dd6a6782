import type { Socket } from "node:net";
import { encodeFrame, FrameReader } from "./frames.ts";

export interface FrameListener<Incoming> {
  /** Called with each message and its length in bytes, in order. */
  onMessage(message: Incoming, bytes: number): void;
  /** Called once, when the pipe is closed. */
  onEnd?(): void;
  /** Called when bytes arrive that are no message. The pipe is closed then. @default the error is thrown */
  onInvalidMessage?(error: unknown): void;
}

/**
 * Carries whole messages in both directions, over one pipe or over one a direction. It owns the pipes.
 *
 * Sending to a process that has ended breaks the pipe. Over one pipe, its messages that were not read yet are lost then.
 */
export class FrameChannel<Outgoing, Incoming> {
  readonly #socket: Socket;
  readonly #output: Socket;

  /** @param output the pipe to send on; `socket` by default */
  constructor(socket: Socket, listener: FrameListener<Incoming>, output: Socket = socket) {
    this.#socket = socket;
    this.#output = output;
    const reader = new FrameReader();
    socket.on("data", (piece: Buffer) => {
      try {
        for (const message of reader.push(piece)) listener.onMessage(message as Incoming, reader.bytes);
      } catch (error) {
        if (listener.onInvalidMessage === undefined) throw error;
        listener.onInvalidMessage(error);
        socket.destroy();
      }
    });
    // An error closes the pipe. The end of the other process is noticed by its `exit` event.
    socket.on("error", () => {});
    output.on("error", () => {});
    socket.on("close", () => listener.onEnd?.());
  }

  /** Throws when the message cannot be copied; then nothing was sent. `onSent` is called once the message is written. */
  send(message: Outgoing, onSent?: () => void): void {
    this.sendEncoded(encodeFrame(message), onSent);
  }

  /** Sends what {@link encodeFrame} made, so that many receivers cost one encoding. */
  sendEncoded(frame: Buffer, onSent: () => void = () => {}): void {
    if (this.#output.writable) this.#output.write(frame, () => onSent());
  }

  close(): void {
    this.#socket.destroy();
    this.#output.destroy();
  }
}
