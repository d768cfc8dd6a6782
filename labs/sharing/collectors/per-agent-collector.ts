import type { AgentResult } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";
import { allocate, checkHandle, type Handle, isHandleOrBroken, type Shareable } from "../handle.ts";
import { SharingError } from "../sharing-error.ts";
import { refuseUnknownOptions, wholeNumber } from "../validate.ts";
import { type Collectable, type Collector, inAgentOrder } from "./collector.ts";
import { deserializeResult, serializeResult } from "./packed-result.ts";

export interface PerAgentOptions {
  /** The ids of the agents that add a result; each has one slot. */
  readonly agentIds: readonly number[];
  /**
   * Room for one result, in bytes.
   * @default 4096
   */
  readonly slotBytes?: number;
}

export type PerAgentCollectorHandle = Handle<"swarmlab.perAgentCollector">;

const SLOTS = 0;
const SLOT_BYTES = 1;
const HEADER_BYTES = 64;
const AGENT = 0;
const LENGTH = 1;
const SLOT_HEADER_BYTES = 16;

/**
 * No shared state: each agent writes its one result into a slot of its own, and the coordinator reads the slots at the
 * end. No thread waits for another, because no two threads write the same memory.
 *
 * It is the fastest of the three shared collectors and the simplest to reason about. Its price: the agents and the size of
 * the largest result are fixed beforehand.
 *
 * Memory, in Int32 words: 0 the number of slots, 1 the room in each; from byte 64 on the slots, each a multiple of 64
 * bytes, so that two agents never write to one cache line. A slot's word 0 is the agent's id, word 1 the number of bytes (0
 * while there is no result), and its bytes begin at byte 16.
 *
 * Memory ordering: an agent writes the bytes plainly and stores the length atomically last. A reader loads the length
 * first; once it is not 0, the whole result is visible.
 */
export class PerAgentCollector<R extends Collectable = AgentResult> implements Collector<R>, Shareable {
  static readonly kind = "swarmlab.perAgentCollector";

  readonly #handle: PerAgentCollectorHandle;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  /** The first word of each agent's slot. */
  readonly #slots = new Map<number, number>();
  readonly #slotBytes: number;

  constructor(options: PerAgentOptions | PerAgentCollectorHandle) {
    const handle = isHandleOrBroken(options) ? options : create(options);
    this.#handle = checkHandle(handle, PerAgentCollector.kind, HEADER_BYTES);
    this.#words = new Int32Array(handle.buffer);
    this.#bytes = new Uint8Array(handle.buffer);
    this.#slotBytes = this.#words[SLOT_BYTES] as number;
    for (let i = 0; i < (this.#words[SLOTS] as number); i++) {
      const slot = (HEADER_BYTES + i * strideBytes(this.#slotBytes)) / 4;
      this.#slots.set(this.#words[slot + AGENT] as number, slot);
    }
  }

  static from<R extends Collectable = AgentResult>(handle: PerAgentCollectorHandle): PerAgentCollector<R> {
    checkHandle(handle, PerAgentCollector.kind, HEADER_BYTES);
    return new PerAgentCollector<R>(handle);
  }

  share(): PerAgentCollectorHandle {
    return this.#handle;
  }

  /**
   * Adds an agent's result. Call it once for each agent, from one thread.
   *
   * @throws SharingError `INVALID_ARGUMENT` for an agent without a slot, or with a full slot; `TOO_LARGE`
   */
  add(result: R): void {
    const slot = this.#slots.get(result?.agentId);
    if (slot === undefined) {
      throw new SharingError(
        "INVALID_ARGUMENT",
        `Agent ${describeValue(result?.agentId)} has no slot in this collector; name its id in agentIds.`,
      );
    }
    if (Atomics.load(this.#words, slot + LENGTH) !== 0) {
      throw new SharingError("INVALID_ARGUMENT", `Agent ${result.agentId} has added its result already.`);
    }
    const bytes = serializeResult(result);
    if (bytes.length > this.#slotBytes) {
      throw new SharingError(
        "TOO_LARGE",
        `The result of agent ${result.agentId} takes ${bytes.length} bytes, but a slot has ${this.#slotBytes}; create the collector with a larger slotBytes.`,
      );
    }
    this.#bytes.set(bytes, slot * 4 + SLOT_HEADER_BYTES);
    Atomics.store(this.#words, slot + LENGTH, bytes.length);
  }

  all(): readonly R[] {
    const results: R[] = [];
    for (const slot of this.#slots.values()) {
      const length = Atomics.load(this.#words, slot + LENGTH);
      if (length === 0) continue;
      const start = slot * 4 + SLOT_HEADER_BYTES;
      results.push(deserializeResult<R>(this.#bytes.slice(start, start + length)));
    }
    return inAgentOrder(results);
  }

  get count(): number {
    let count = 0;
    for (const slot of this.#slots.values()) if (Atomics.load(this.#words, slot + LENGTH) !== 0) count++;
    return count;
  }
}

const OPTIONS: ReadonlySet<string> = new Set(["agentIds", "slotBytes"]);

function create(options: PerAgentOptions): PerAgentCollectorHandle {
  refuseUnknownOptions(options, OPTIONS, "of a PerAgentCollector");
  if (!Array.isArray(options.agentIds)) {
    throw new SharingError(
      "INVALID_ARGUMENT",
      `agentIds must be an array of the agents' ids, but is ${describeValue(options.agentIds)}.`,
    );
  }
  const ids = [...new Set(options.agentIds)].map((id) => wholeNumber("An agent's id", id, -0x8000_0000));
  const slotBytes = wholeNumber("slotBytes", options.slotBytes ?? 4096, 8, 1 << 28);
  const handle = allocate(PerAgentCollector.kind, HEADER_BYTES + ids.length * strideBytes(slotBytes));
  const words = new Int32Array(handle.buffer);
  words[SLOTS] = ids.length;
  words[SLOT_BYTES] = slotBytes;
  ids.forEach((id, i) => {
    words[(HEADER_BYTES + i * strideBytes(slotBytes)) / 4 + AGENT] = id;
  });
  return handle;
}

function strideBytes(slotBytes: number): number {
  return Math.ceil((SLOT_HEADER_BYTES + slotBytes) / 64) * 64;
}
