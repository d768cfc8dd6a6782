import { describeValue } from "../../common/describe-value.ts";
import type { WaitOptions } from "../deadline.ts";
import { allocate, checkHandle, type Handle, isHandleOrBroken, type Shareable } from "../handle.ts";
import { SharingError } from "../sharing-error.ts";
import { refuseUnknownOptions, wholeNumber } from "../validate.ts";
import { ChannelEnd, type EndPlaces, type EndUsers, initialiseEnd } from "./channel-end.ts";
import { decode, encode, type Message } from "./message.ts";
import { Ring } from "./ring.ts";

export interface ChannelOptions {
  /**
   * How many messages the channel holds before senders wait; fewer when some are longer than `slotBytes`.
   * @minimum 1
   * @default 64
   */
  readonly capacity?: number;
  /**
   * Room for one message, in bytes. A longer message takes several slots.
   * @minimum 8
   * @default 1024
   */
  readonly slotBytes?: number;
  /**
   * How many threads send. `"one"` saves a lock: only the first thread that sends may send then.
   * @default "many"
   */
  readonly senders?: EndUsers;
  /**
   * How many threads receive; `"one"` as for senders.
   * @default "many"
   */
  readonly receivers?: EndUsers;
}

export type ChannelHandle = Handle<"swarmlab.channel">;

const SENDERS: EndPlaces = { mutex: 0, eventCount: 256, users: 272 };
const RECEIVERS: EndPlaces = { mutex: 128, eventCount: 264, users: 280 };
const AT_RING = 384;

/**
 * A bounded queue between agents, with any number of senders and receivers. Senders wait while it is full: this
 * back-pressure keeps a fast sender from filling the memory while a slow receiver falls behind.
 *
 * Messages leave in the order in which they were sent, and each goes to exactly one receiver. A message is copied, as
 * `postMessage` copies it.
 *
 * Memory: at byte 0 the senders' mutex, at 128 the receivers'; at 256 the senders' event count, at 264 the receivers'; at
 * 272 the users of the senders' end, at 280 those of the receivers' end (see `ChannelEnd`); from byte 384 on the `Ring`.
 * Senders wait for each other, and receivers for each other, only while one of them copies a message.
 * Memory ordering: everything that a sender wrote before `send()` is visible to the receiver of that message.
 *
 * @example
 * const findings = new Channel<Finding>({ capacity: 32 });
 * // an agent:      findings.send({ agentId, text });
 * // the others:    for (const finding of findings) { … }          until an agent calls close()
 * // a coordinator: for await (const finding of findings) { … }
 */
export class Channel<T = unknown> implements Shareable, Iterable<T>, AsyncIterable<T> {
  static readonly kind = "swarmlab.channel";

  readonly #handle: ChannelHandle;
  readonly #ring: Ring;
  readonly #senders: ChannelEnd;
  readonly #receivers: ChannelEnd;

  /**
   * @param options of a new channel; or a handle, to open the channel that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(options: ChannelOptions | ChannelHandle = {}) {
    const handle = isHandleOrBroken(options) ? options : create(options);
    this.#handle = checkHandle(handle, Channel.kind, AT_RING);
    const { buffer } = this.#handle;
    this.#senders = new ChannelEnd(buffer, SENDERS);
    this.#receivers = new ChannelEnd(buffer, RECEIVERS);
    this.#ring = new Ring(buffer, AT_RING);
  }

  static from<T = unknown>(handle: ChannelHandle): Channel<T> {
    checkHandle(handle, Channel.kind, AT_RING);
    return new Channel<T>(handle);
  }

  share(): ChannelHandle {
    return this.#handle;
  }

  /** How many messages the channel holds before senders wait. */
  get capacity(): number {
    return this.#ring.capacity;
  }

  /** How many messages are in the channel now. */
  get length(): number {
    return this.#ring.length;
  }

  get isClosed(): boolean {
    return this.#ring.isClosed;
  }

  /**
   * Puts a message in, blocking this thread while the channel is full.
   *
   * @throws SharingError `CLOSED`, `TIMEOUT`, `TOO_LARGE`, `NOT_SHAREABLE`, `NOT_OWNER`
   */
  send(value: T, options?: WaitOptions): void {
    const message = this.#encode(value);
    this.#sent(this.#senders.run(this.#put, message, options, "Room in the channel"));
  }

  /** `send` without blocking the event loop. */
  async sendAsync(value: T, options?: WaitOptions): Promise<void> {
    const message = this.#encode(value);
    this.#sent(await this.#senders.runAsync(this.#put, message, options, "Room in the channel"));
  }

  /**
   * Puts a message in if there is room now. Returns whether there was.
   *
   * @throws SharingError `CLOSED`, `TOO_LARGE`, `NOT_SHAREABLE`
   */
  trySend(value: T): boolean {
    return this.#sent(this.#senders.tryRun(this.#put, this.#encode(value)));
  }

  /**
   * Takes the oldest message out, blocking this thread until there is one. The thread wakes at once when a message
   * arrives.
   *
   * @throws SharingError `CLOSED` when the channel is closed and empty; `TIMEOUT`, `NOT_OWNER`
   */
  receive(options?: WaitOptions): T {
    return this.#received(this.#receivers.run(this.#take, undefined, options, "A message"));
  }

  /** `receive` without blocking the event loop. */
  async receiveAsync(options?: WaitOptions): Promise<T> {
    return this.#received(await this.#receivers.runAsync(this.#take, undefined, options, "A message"));
  }

  /** Takes the oldest message out if there is one now; else returns `undefined`. */
  tryReceive(): T | undefined {
    const message = this.#receivers.tryRun(this.#take, undefined);
    return message === undefined || message === "closed" ? undefined : this.#received(message);
  }

  /** Ends sending. Messages in the channel can still be received; after them, loops over the channel end. */
  close(): void {
    this.#ring.close();
    this.#senders.notifyAll();
    this.#receivers.notifyAll();
  }

  /** Receives, blocking this thread, until the channel is closed and empty. */
  *[Symbol.iterator](): IterableIterator<T> {
    for (;;) {
      const message = this.#receivers.run(this.#take, undefined, undefined, "A message");
      if (message === "closed") return;
      yield this.#received(message);
    }
  }

  /** Receives on an event loop until the channel is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<T> {
    for (;;) {
      const message = await this.#receivers.runAsync(this.#take, undefined, undefined, "A message");
      if (message === "closed") return;
      yield this.#received(message);
    }
  }

  /**
   * Frees both ends after the death of a thread. A message that the thread had not sent whole is not in the channel; a
   * message that it had not taken out whole stays for the next receiver.
   */
  recover(threadId: number): boolean {
    const sending = this.#senders.recover(threadId);
    const receiving = this.#receivers.recover(threadId);
    return sending || receiving;
  }

  // These two run while an end's mutex is held.
  readonly #put = (message: Message) => this.#ring.put(message);
  readonly #take = () => this.#ring.take();

  #encode(value: T): Message {
    const message = encode(value);
    const { longestMessage, capacity, slotBytes } = this.#ring;
    if (message.bytes.length <= longestMessage) return message;
    throw new SharingError(
      "TOO_LARGE",
      `This message takes ${message.bytes.length} bytes, but all of the channel (${capacity} slots of ${slotBytes} bytes) holds ${longestMessage}; create it with a larger slotBytes or capacity, or send the message in parts.`,
    );
  }

  #sent(outcome: "sent" | "closed" | undefined): boolean {
    if (outcome === "closed") throw new SharingError("CLOSED", "Nothing can be sent: the channel is closed.");
    if (outcome === undefined) return false;
    this.#receivers.notifyAll();
    return true;
  }

  #received(message: Message | "closed"): T {
    if (message === "closed") {
      throw new SharingError("CLOSED", "Nothing more can be received: the channel is closed.");
    }
    this.#senders.notifyAll();
    // Typed as T because only values of type T are sent.
    return decode(message) as T;
  }
}

const OPTIONS: ReadonlySet<string> = new Set(["capacity", "slotBytes", "senders", "receivers"]);

function create(options: ChannelOptions): ChannelHandle {
  refuseUnknownOptions(options, OPTIONS, "of a channel");
  const capacity = wholeNumber("capacity", options.capacity ?? 64, 1, 1 << 24);
  const slotBytes = wholeNumber("slotBytes", options.slotBytes ?? 1024, 8, 1 << 28);
  const handle = allocate(Channel.kind, AT_RING + Ring.bytesFor(capacity, slotBytes));
  Ring.initialise(handle.buffer, AT_RING, capacity, slotBytes);
  initialiseEnd(handle.buffer, SENDERS, endUsers("senders", options.senders));
  initialiseEnd(handle.buffer, RECEIVERS, endUsers("receivers", options.receivers));
  return handle;
}

function endUsers(option: string, value: EndUsers = "many"): EndUsers {
  if (value === "many" || value === "one") return value;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `${option} must be "many" or "one", but is ${describeValue(value)}.`,
  );
}
