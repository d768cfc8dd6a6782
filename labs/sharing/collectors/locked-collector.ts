import type { AgentResult } from "../../agents/index.ts";
import { checkHandle, type Handle, type Shareable } from "../handle.ts";
import type { Contention } from "../mutex/contention.ts";
import { LOG_HEADER_BYTES, type LogOptions, logMemory, SharedLog } from "../shared-log.ts";
import { type Collectable, type Collector, inAgentOrder } from "./collector.ts";
import { fromBytes, toBytes } from "./packed-result.ts";

export type LockedCollectorHandle = Handle<"swarmlab.lockedCollector">;

/**
 * Guarded shared state: all agents write to one list, and a mutex lets them in one at a time.
 *
 * Good when many agents add little and everybody wants to see what is there already. Its price is waiting:
 * `contention` tells how much of it there was.
 *
 * Memory: a `SharedLog`, one record a result. Memory ordering: as there.
 */
export class LockedCollector<R extends Collectable = AgentResult> implements Collector<R>, Shareable {
  static readonly kind = "swarmlab.lockedCollector";

  readonly #handle: LockedCollectorHandle;
  readonly #log: SharedLog;

  constructor(options: LogOptions | LockedCollectorHandle = {}) {
    const handle =
      "kind" in options ? options : { kind: LockedCollector.kind, buffer: logMemory(options), offset: 0 };
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
   * Blocks this thread while another one is adding.
   *
   * @throws SharingError `FULL`, `NOT_SHAREABLE`
   */
  add(result: R): void {
    this.#log.append(toBytes(result));
  }

  all(): readonly R[] {
    const { count } = this;
    return inAgentOrder(Array.from({ length: count }, (_, index) => fromBytes<R>(this.#log.read(index))));
  }

  get count(): number {
    return this.#log.count;
  }

  /** What waiting for each other has cost the agents. */
  get contention(): Contention {
    return this.#log.mutex.contention;
  }

  /** Frees the mutex if a dead thread holds it. Its half of a result was never visible. */
  recover(threadId: number): boolean {
    const { mutex } = this.#log;
    const mended = mutex.recover(threadId);
    if (mended) mutex.markRepaired();
    return mended;
  }
}
