import type { AgentResult } from "../../agents/index.ts";
import { checkHandle, type Handle, isHandleOrBroken, type Shareable } from "../handle.ts";
import type { Contention } from "../mutex/contention.ts";
import { LOG_HEADER_BYTES, type LogOptions, logMemory, SharedLog } from "../shared-log.ts";
import { type Collectable, type Collector, checkResult, inAgentOrder } from "./collector.ts";
import { deserializeResult, serializeResult } from "./packed-result.ts";

export type LockedCollectorHandle = Handle<"swarmlab.lockedCollector">;

/**
 * Guarded shared state: all agents write to one list, and a mutex lets one of them write at a time.
 *
 * It suits many agents that add little and read each other's results meanwhile. Its price is waiting, which `contention`
 * measures.
 *
 * Memory: a `SharedLog`, one record a result. Memory ordering: that of `SharedLog`.
 */
export class LockedCollector<R extends Collectable = AgentResult> implements Collector<R>, Shareable {
  static readonly kind = "swarmlab.lockedCollector";

  readonly #handle: LockedCollectorHandle;
  readonly #log: SharedLog;

  constructor(options: LogOptions | LockedCollectorHandle = {}) {
    const handle = isHandleOrBroken(options)
      ? options
      : { kind: LockedCollector.kind, buffer: logMemory(options), offset: 0 };
    this.#handle = Object.freeze(checkHandle(handle, LockedCollector.kind, LOG_HEADER_BYTES));
    this.#log = new SharedLog(this.#handle.buffer);
  }

  static from<R extends Collectable = AgentResult>(handle: LockedCollectorHandle): LockedCollector<R> {
    checkHandle(handle, LockedCollector.kind, LOG_HEADER_BYTES);
    return new LockedCollector<R>(handle);
  }

  share(): LockedCollectorHandle {
    return this.#handle;
  }

  /**
   * Adds a result. Blocks this thread while another thread adds.
   *
   * @throws SharingError `FULL`, `NOT_SHAREABLE`, `INVALID_ARGUMENT`
   */
  add(result: R): void {
    this.#log.append(serializeResult(checkResult(result)));
  }

  all(): readonly R[] {
    const { count } = this;
    return inAgentOrder(
      Array.from({ length: count }, (_, index) => deserializeResult<R>(this.#log.read(index))),
    );
  }

  get count(): number {
    return this.#log.count;
  }

  /** How long the agents have waited for each other. */
  get contention(): Contention {
    return this.#log.mutex.contention;
  }

  /** Frees the mutex if the dead thread holds it. A half-written result is not visible, so nothing is repaired. */
  recover(threadId: number): boolean {
    const { mutex } = this.#log;
    const wasHeld = mutex.recover(threadId);
    if (wasHeld) mutex.markRepaired();
    return wasHeld;
  }
}
