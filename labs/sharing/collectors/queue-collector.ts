import type { AgentResult } from "../../agents/index.ts";
import { Channel, type ChannelHandle, type ChannelOptions } from "../channel/channel.ts";
import { Deadline, type WaitOptions } from "../deadline.ts";
import { checkHandle, type Handle, isHandleOrBroken, type Shareable } from "../handle.ts";
import { wholeNumber } from "../validate.ts";
import { type Collectable, type Collector, checkResult, inAgentOrder } from "./collector.ts";
import { resultFromData, resultToData } from "./packed-result.ts";

export type QueueCollectorHandle = Handle<"swarmlab.queueCollector">;

/** Room for a result, or for an error with its stack and its cause. */
const DEFAULT_SLOT_BYTES = 16_384;

/**
 * A queue: agents send their results into a channel, and one thread, the coordinator, receives them and keeps them.
 *
 * It suits results that are processed as they come. The channel is bounded and agents wait while it is full, so the
 * coordinator must collect (`await collector.collect(agents)`) while they run.
 *
 * Memory and memory ordering: those of `Channel`. The collected results lie in the coordinator's own memory.
 */
export class QueueCollector<R extends Collectable = AgentResult> implements Collector<R>, Shareable {
  static readonly kind = "swarmlab.queueCollector";

  readonly #handle: QueueCollectorHandle;
  readonly #channel: Channel;
  readonly #collected: R[] = [];

  /** @param options those of `Channel`, but `slotBytes` is 16,384 by default; or a handle */
  constructor(options: ChannelOptions | QueueCollectorHandle = {}) {
    const channel = isHandleOrBroken(options)
      ? relabel(options, Channel.kind)
      : new Channel({ slotBytes: DEFAULT_SLOT_BYTES, ...options }).share();
    this.#channel = Channel.from(channel);
    this.#handle = relabel(channel, QueueCollector.kind);
  }

  static from<R extends Collectable = AgentResult>(handle: QueueCollectorHandle): QueueCollector<R> {
    checkHandle(handle, QueueCollector.kind, 0);
    return new QueueCollector<R>(handle);
  }

  share(): QueueCollectorHandle {
    return this.#handle;
  }

  /**
   * Sends a result; agents call this. Blocks this thread while the channel is full.
   *
   * @throws SharingError `TOO_LARGE`, `NOT_SHAREABLE`, `INVALID_ARGUMENT`
   */
  add(result: R): void {
    this.#channel.send(resultToData(checkResult(result)));
  }

  /**
   * Receives until `count` results have been collected in all; the coordinator calls this.
   *
   * @throws SharingError `TIMEOUT` when some results are missing at the end of the timeout; `all()` has the others.
   *   `INVALID_ARGUMENT` for a count that is no whole number of at least 0
   */
  async collect(count: number, options?: WaitOptions): Promise<readonly R[]> {
    wholeNumber("The count of results to collect", count, 0);
    const deadline = new Deadline(options);
    while (this.#collected.length < count) this.#keep(await this.#channel.receiveAsync(deadline.rest));
    return this.all();
  }

  /** Receives the results that are in the channel now, and returns them with those collected before. */
  all(): readonly R[] {
    for (let value = this.#channel.tryReceive(); value !== undefined; value = this.#channel.tryReceive()) {
      this.#keep(value);
    }
    return inAgentOrder(this.#collected);
  }

  /** The number of results that this thread has collected, plus those in the channel. */
  get count(): number {
    return this.#collected.length + this.#channel.length;
  }

  recover(threadId: number): boolean {
    return this.#channel.recover(threadId);
  }

  #keep(value: unknown): void {
    this.#collected.push(resultFromData<R>(value));
  }
}

function relabel<Kind extends string>(
  handle: ChannelHandle | QueueCollectorHandle,
  kind: Kind,
): Handle<Kind> {
  return Object.freeze({ ...handle, kind });
}
