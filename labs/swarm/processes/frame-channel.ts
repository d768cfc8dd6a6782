import type { Socket } from "node:net";
import { encodeFrame, FrameReader } from "./frames.ts";

export interface FrameListener<Incoming> {
  /** Called with each message, in order. */
  onMessage(message: Incoming): void;
  /** Called once, when the pipe is closed. */
  onEnd?(): void;
  /** Called when bytes arrive that are no message. The pipe is closed then. @default the error is thrown */
  onInvalidMessage?(error: unknown): void;
}

/**
 * A pipe that carries whole messages in both directions.
 *
 * Sending to a process that has ended closes the pipe, and its messages that were not read yet are lost. What must be
 * known about the end of a process is written to the status file instead.
 */
export class FrameChannel<Outgoing, Incoming> {
  readonly #socket: Socket;

  constructor(socket: Socket, listener: FrameListener<Incoming>) {
    this.#socket = socket;
    const reader = new FrameReader();
    socket.on("data", (piece: Buffer) => {
      try {
        for (const message of reader.push(piece)) listener.onMessage(message as Incoming);
      } catch (error) {
        if (listener.onInvalidMessage === undefined) throw error;
        listener.onInvalidMessage(error);
        socket.destroy();
      }
    });
    // An error closes the pipe. The end of the other process is noticed by its `exit` event.
    socket.on("error", () => {});
    socket.on("close", () => listener.onEnd?.());
  }

  /** Throws when the message cannot be copied; then nothing was sent. `onSent` is called once the message is written. */
  send(message: Outgoing, onSent?: () => void): void {
    this.sendEncoded(encodeFrame(message), onSent);
  }

  /** Sends what {@link encodeFrame} made, so that many receivers cost one encoding. */
  sendEncoded(frame: Buffer, onSent: () => void = () => {}): void {
    if (this.#socket.writable) this.#socket.write(frame, () => onSent());
  }

  close(): void {
    this.#socket.destroy();
  }
}
