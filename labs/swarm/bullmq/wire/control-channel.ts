import { randomUUID } from "node:crypto";
import type { QueueEvents, QueueEventsProducer } from "bullmq";
import type { Engine } from "../engine/engine.ts";
import { decode, encode } from "./codec.ts";
import type { Key } from "./key.ts";
import type { ControlMessage } from "./messages.ts";

/** Who a message is for: one machine, the coordinator of one run, all machines or all coordinators of the queue. */
export type Address = `machine ${string}` | `run ${string}` | "all machines" | "all coordinators";

type Listener = (message: ControlMessage) => void;

/** A message as an event of BullMQ: all fields are texts. */
interface Envelope {
  readonly message: string;
  readonly at: string;
  readonly from: string;
  readonly signature: string;
}

/** The listeners of this program, by engine, queue and address: they get messages of this program at once. */
const here = new Map<string, Set<Listener>>();

/** Messages that are older are dropped, because an event can be sent again by anybody who has seen it, in milliseconds. */
const OLDEST_MS = 60_000;

/**
 * Who uses a channel: `shared` by several programs; or the coordinator or the worker of a queue that only one program uses. That
 * worker hears nothing of other programs, and the coordinator only whether another one wants its run.
 */
export type ChannelPlace = "shared" | "coordinator of its own" | "worker of its own";

/**
 * Messages between coordinators and worker machines, beside the jobs. They are events of the queue `NAME-control`, signed,
 * and kept by the engine for a while only. Within one program they go from hand to hand.
 */
export class ControlChannel {
  readonly #name: string;
  readonly #key: Key;
  readonly #engine: Engine;
  readonly #queue: string;
  readonly #events: QueueEvents | undefined;
  readonly #listening = new Map<Address, Listener>();
  readonly #sender = randomUUID();
  readonly #isPrivate: boolean;
  /** Made for the first message that leaves this program. */
  #producer: QueueEventsProducer | undefined;
  #isClosed = false;

  constructor(engine: Engine, queue: string, key: Key, place: ChannelPlace) {
    // Those with another key are strangers, in this program too.
    this.#name = `${engine.id} ${queue} ${key.sign("name", [])}`;
    this.#key = key;
    this.#engine = engine;
    this.#queue = `${queue}-control`;
    this.#isPrivate = place !== "shared";
    this.#events = place === "worker of its own" ? undefined : engine.events(this.#queue);
  }

  async ready(): Promise<void> {
    await this.#events?.waitUntilReady();
  }

  /** Listens to an address until `ignore` is called, or the channel is closed. */
  listen(address: Address, listener: Listener): void {
    this.#listening.set(address, listener);
    const place = `${this.#name} ${address}`;
    const others = here.get(place);
    if (others === undefined) here.set(place, new Set([listener]));
    else others.add(listener);
    this.#events?.on(eventOf(address), this.#receiver(address, listener));
  }

  ignore(address: Address): void {
    const listener = this.#listening.get(address);
    if (listener === undefined) return;
    this.#listening.delete(address);
    const place = `${this.#name} ${address}`;
    here.get(place)?.delete(listener);
    if (here.get(place)?.size === 0) here.delete(place);
    this.#events?.removeAllListeners(eventOf(address));
  }

  /** Sends a message. One that cannot be sent is lost, as on a network that is cut: jobs and results do not depend on it. */
  send(address: Address, message: ControlMessage): void {
    if (this.#isClosed) return;
    const listeners = here.get(`${this.#name} ${address}`);
    if (listeners !== undefined) {
      queueMicrotask(() => {
        for (const listener of listeners) listener(message);
      });
      if (!address.startsWith("all")) return;
    }
    if (this.#isPrivate && address.startsWith("all")) return;
    this.sendElsewhere(address, message);
  }

  /** Sends a message to other programs only. */
  sendElsewhere(address: Address, message: ControlMessage): void {
    if (this.#isClosed) return;
    const at = String(Date.now());
    const encoded = encode(message);
    const signature = this.#key.sign("control", [address, encoded, at, this.#sender]);
    const envelope: Envelope = { message: encoded, at, from: this.#sender, signature };
    this.#producer ??= this.#engine.producer(this.#queue);
    this.#producer.publishEvent({ eventName: eventOf(address), ...envelope }).catch(() => {});
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const address of this.#listening.keys()) this.ignore(address);
    await Promise.allSettled([this.#events?.close(), this.#producer?.close()]);
  }

  #receiver(address: Address, listener: Listener): () => void {
    const receive = ({ message, at, from, signature }: Envelope) => {
      // A message of this program has come from hand to hand already.
      if (from === this.#sender && here.has(`${this.#name} ${address}`)) return;
      if (!this.#key.isSigned("control", [address, message, at, from], signature)) return;
      if (Math.abs(Date.now() - Number(at)) > OLDEST_MS) return;
      listener(decode<ControlMessage>(message));
    };
    // BullMQ's types do not know events of our own.
    return receive as unknown as () => void;
  }
}

/** The name of the BullMQ event that carries messages to an address. */
function eventOf(address: Address): "active" {
  // BullMQ's types do not know events of our own.
  return `swarm ${address}` as "active";
}
