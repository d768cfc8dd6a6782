import { BELL_BYTES, Bell } from "../bell.ts";
import type { WaitOptions } from "../deadline.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "../handle.ts";
import { SharingError } from "../sharing-error.ts";
import { wholeNumber } from "../validate.ts";
import { waitUntil, waitUntilAsync } from "../wait-until.ts";
import { decode, encode, type Message } from "./message.ts";
import { Ring } from "./ring.ts";

export interface ChannelOptions {
  /**
   * How many messages it holds before senders must wait; rounded up to a power of two.
   * @minimum 2
   * @default 64
   */
  readonly capacity?: number;
  /**
   * Room for one message, in bytes.
   * @minimum 8
   * @default 1024
   */
  readonly slotBytes?: number;
}

export type ChannelHandle = Handle<"swarmlab.channel">;

const AT_ROOM_BELL = BELL_BYTES;
const AT_RING = 64;

/**
 * A bounded queue between agents: any number of them send, any number receive. When it is full, senders wait: that is
 * back-pressure, and it keeps a fast sender from filling the memory while a slow receiver falls behind.
 *
 * Messages leave in the order in which they were sent. With one receiver that is the order in which it sees them; each
 * message goes to exactly one receiver. What is sent is copied, like a message of `postMessage`.
 *
 * Memory: bytes 0–7 the bell "a message is there", 8–15 the bell "there is room"; from byte 64 the `Ring`.
 * Memory ordering: sequentially consistent. All that a sender wrote before `send()` is visible to the receiver of that
 * message.
 *
 * @example
 * const findings = new Channel<Finding>({ capacity: 32 });
 * // an agent:      findings.send({ agentId, text });
 * // the others:    for (const finding of findings) { … }          until somebody calls close()
 * // a coordinator: for await (const finding of findings) { … }
 */
export class Channel<T = unknown> implements Shareable, Iterable<T>, AsyncIterable<T> {
  static readonly kind = "swarmlab.channel";

  readonly #handle: ChannelHandle;
  readonly #ring: Ring;
  readonly #arrived: Bell;
  readonly #room: Bell;

  /**
   * @param options of a new channel; or a handle, to see the channel that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(options: ChannelOptions | ChannelHandle = {}) {
    const handle = "kind" in options ? options : create(options);
    this.#handle = checkHandle(handle, Channel.kind, AT_RING);
    const { buffer, offset } = this.#handle;
    this.#arrived = new Bell(buffer, offset);
    this.#room = new Bell(buffer, offset + AT_ROOM_BELL);
    this.#ring = new Ring(buffer, offset + AT_RING);
  }

  static from<T = unknown>(handle: ChannelHandle): Channel<T> {
    checkHandle(handle, Channel.kind, AT_RING);
    return new Channel<T>(handle);
  }

  share(): ChannelHandle {
    return this.#handle;
  }

  /** How many messages it holds before senders must wait. */
  get capacity(): number {
    return this.#ring.capacity;
  }

  /** Room for one message, in bytes. */
  get slotBytes(): number {
    return this.#ring.slotBytes;
  }

  /** How many messages are in it at this moment. */
  get length(): number {
    return this.#ring.length;
  }

  get isClosed(): boolean {
    return this.#ring.isClosed;
  }

  /**
   * Puts a message in, blocking this thread while the channel is full.
   *
   * @throws SharingError `CLOSED`, `TIMEOUT`, `TOO_LARGE`, `NOT_SHAREABLE`
   */
  send(value: T, options?: WaitOptions): void {
    const message = this.#encode(value);
    if (!this.#put(message)) {
      waitUntil(this.#room, options, "Room in the channel", () => this.#put(message) || undefined);
    }
  }

  /** Puts a message in while the event loop goes on turning. */
  async sendAsync(value: T, options?: WaitOptions): Promise<void> {
    const message = this.#encode(value);
    await waitUntilAsync(this.#room, options, "Room in the channel", () => this.#put(message) || undefined);
  }

  /**
   * Puts a message in if there is room this moment. Returns whether there was.
   *
   * @throws SharingError `CLOSED`, `TOO_LARGE`, `NOT_SHAREABLE`
   */
  trySend(value: T): boolean {
    return this.#put(this.#encode(value));
  }

  /**
   * Takes the oldest message out, blocking this thread until there is one. It wakes at once when a message arrives.
   *
   * @throws SharingError `CLOSED` when the channel is closed and empty; `TIMEOUT`
   */
  receive(options?: WaitOptions): T {
    const message = this.#take() ?? waitUntil(this.#arrived, options, "A message", this.#take);
    if (message === "closed") throw this.#closedError("Nothing more can be received");
    return decode(message) as T;
  }

  /** Takes the oldest message out while the event loop goes on turning. */
  async receiveAsync(options?: WaitOptions): Promise<T> {
    const message = await waitUntilAsync(this.#arrived, options, "A message", this.#take);
    if (message === "closed") throw this.#closedError("Nothing more can be received");
    return decode(message) as T;
  }

  /** The oldest message if there is one this moment; else `undefined`. */
  tryReceive(): T | undefined {
    const message = this.#take();
    return message === undefined || message === "closed" ? undefined : (decode(message) as T);
  }

  /** Nobody can send any more. What is in it can still be received; after that, loops over the channel end. */
  close(): void {
    this.#ring.close();
    this.#arrived.ring();
    this.#room.ring();
  }

  /** Receives, blocking this thread, until the channel is closed and empty. */
  *[Symbol.iterator](): IterableIterator<T> {
    for (;;) {
      const message = waitUntil(this.#arrived, undefined, "A message", this.#take);
      if (message === "closed") return;
      yield decode(message) as T;
    }
  }

  /** Receives on an event loop until the channel is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<T> {
    for (;;) {
      const message = await waitUntilAsync(this.#arrived, undefined, "A message", this.#take);
      if (message === "closed") return;
      yield decode(message) as T;
    }
  }

  /**
   * Mends what a dead thread left half done: receivers skip a message that it never finished; a message that it was
   * just taking out is lost with it.
   */
  recover(threadId: number): boolean {
    const mended = this.#ring.recover(threadId);
    this.#arrived.ring();
    this.#room.ring();
    return mended > 0;
  }

  #encode(value: T): Message {
    const message = encode(value);
    if (message.bytes.length <= this.slotBytes) return message;
    throw new SharingError(
      "TOO_LARGE",
      `This message takes ${message.bytes.length} bytes, but a slot of the channel has ${this.slotBytes}; create the channel with a larger slotBytes, or send the message in parts.`,
    );
  }

  #put(message: Message): boolean {
    const outcome = this.#ring.trySend(message);
    if (outcome === "closed") throw this.#closedError("Nothing can be sent");
    if (outcome === "full") return false;
    this.#arrived.ring();
    return true;
  }

  readonly #take = (): Message | "closed" | undefined => {
    for (;;) {
      const message = this.#ring.tryReceive();
      if (message === "empty") return undefined;
      if (message === "closed") return message;
      this.#room.ring();
      if (message !== "abandoned") return message;
    }
  };

  #closedError(consequence: string): SharingError {
    return new SharingError("CLOSED", `${consequence}: the channel is closed.`);
  }
}

function create(options: ChannelOptions): ChannelHandle {
  const slots = wholeNumber("capacity", options.capacity ?? 64, 2, 1 << 24);
  const slotBytes = wholeNumber("slotBytes", options.slotBytes ?? 1024, 8, 1 << 28);
  const capacity = 2 ** Math.ceil(Math.log2(slots));
  const handle = allocate(Channel.kind, AT_RING + Ring.bytesFor(capacity, slotBytes));
  Ring.initialise(handle.buffer, AT_RING, capacity, slotBytes);
  return handle;
}
