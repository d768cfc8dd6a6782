import type { Socket } from "node:net";
import { encodeFrame, FrameReader } from "./frames.ts";

export interface FrameListener<Incoming> {
  /** Called with each message, in order. */
  onMessage(message: Incoming): void;
  /** Called once, when nothing more will come. */
  onEnd?(): void;
  /** Called when bytes arrive that are no message. The pipe is closed then. @default the error is thrown */
  onGarbage?(error: unknown): void;
}

/**
 * A pipe that carries whole messages in both directions.
 *
 * Sending to a process that has died closes the pipe, and what it had said and nobody had read yet is lost. What must be
 * known of a death is not said here: it stands in the board file.
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
        if (listener.onGarbage === undefined) throw error;
        listener.onGarbage(error);
        socket.destroy();
      }
    });
    // A pipe that breaks is a pipe that ends: the other side is dead, which is found out elsewhere.
    socket.on("error", () => {});
    socket.on("close", () => listener.onEnd?.());
  }

  /** Throws when the message cannot be copied; then nothing was sent. `onSent` is called once it has left. */
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
