import { describeValue } from "../common/describe-value.ts";
import type { WaitOptions } from "./deadline.ts";
import { checkHandle, type Handle, isHandleOrBroken, type Shareable } from "./handle.ts";
import type { Contention } from "./mutex/contention.ts";
import { LOG_HEADER_BYTES, type LogOptions, logMemory, SharedLog } from "./shared-log.ts";
import { SharingError } from "./sharing-error.ts";
import { checkWellFormed, wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

/** One agent's finding. */
export interface Insight {
  /** The insight's place in the knowledge base, counted from 0. */
  readonly index: number;
  readonly agentName: string;
  readonly text: string;
}

export type KnowledgeBaseHandle = Handle<"swarmlab.knowledgeBase">;

const NAME_LENGTH_BYTES = 2;
const LONGEST_NAME = 0xffff;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A swarm's common knowledge: a list of insights that every agent can read and add to. No insight is changed or removed.
 *
 * Isolates share bytes, not strings. An insight is stored as UTF-8 and decoded by the agent that reads it; only the
 * insights that are read are copied.
 *
 * Memory: a `SharedLog`, one record an insight: the length of the agent's name in bytes (2 bytes, low byte first), the
 * name, the text. Memory ordering: that of `SharedLog`: one writer at a time, readers without a lock.
 *
 * @example
 * const knowledge = new KnowledgeBase();
 * knowledge.addInsight("Researcher", "Primes thin out");        // any agent
 * for (const insight of knowledge.since(alreadyRead)) { … }     // any other
 */
export class KnowledgeBase implements Shareable, Iterable<Insight> {
  static readonly kind = "swarmlab.knowledgeBase";

  readonly #handle: KnowledgeBaseHandle;
  readonly #log: SharedLog;

  /**
   * @param options of a new knowledge base; or a handle, to open the knowledge base that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(options: LogOptions | KnowledgeBaseHandle = {}) {
    const handle = isHandleOrBroken(options)
      ? options
      : { kind: KnowledgeBase.kind, buffer: logMemory(options), offset: 0 };
    this.#handle = Object.freeze(checkHandle(handle, KnowledgeBase.kind, LOG_HEADER_BYTES));
    this.#log = new SharedLog(this.#handle.buffer);
  }

  static from(handle: KnowledgeBaseHandle): KnowledgeBase {
    checkHandle(handle, KnowledgeBase.kind, LOG_HEADER_BYTES);
    return new KnowledgeBase(handle);
  }

  share(): KnowledgeBaseHandle {
    return this.#handle;
  }

  /** The number of insights. */
  get entryCount(): number {
    return this.#log.count;
  }

  /** How long the writers have waited for each other. Readers never wait. */
  get contention(): Contention {
    return this.#log.mutex.contention;
  }

  /**
   * Adds an insight. Blocks this thread while another agent writes, which takes microseconds.
   *
   * @returns the insight's index
   * @throws SharingError `FULL`, `INVALID_ARGUMENT`
   */
  addInsight(agentName: string, text: string): number {
    return this.#log.append(pack(agentName, text));
  }

  /** `addInsight` without blocking the event loop; the coordinator calls this. */
  addInsightAsync(agentName: string, text: string): Promise<number> {
    return this.#log.appendAsync(pack(agentName, text));
  }

  /** The insight at `index`, or `undefined` when there is none yet. */
  at(index: number): Insight | undefined {
    return index < this.entryCount ? this.#read(wholeNumber("An insight's index", index, 0)) : undefined;
  }

  /** All insights from `cursor` on. A later call with `cursor` plus their number returns only the new ones. */
  since(cursor: number): readonly Insight[] {
    wholeNumber("The cursor", cursor, 0);
    return Object.freeze([...this.#from(cursor)]);
  }

  /** The insights that exist now, decoded one at a time. */
  entries(): IterableIterator<Insight> {
    return this.#from(0);
  }

  [Symbol.iterator](): IterableIterator<Insight> {
    return this.entries();
  }

  /** All insights of one agent. */
  by(agentName: string): readonly Insight[] {
    return Object.freeze([...this.entries()].filter((insight) => insight.agentName === agentName));
  }

  /**
   * Blocks this thread until there are at least `count` insights. The thread wakes at once when the last one is added.
   *
   * @throws SharingError `TIMEOUT`
   */
  waitFor(count: number, options?: WaitOptions): void {
    wholeNumber("The number of insights to wait for", count, 0);
    waitUntil(
      this.#log.eventCount,
      options,
      `Insight number ${count}`,
      () => this.entryCount >= count || undefined,
    );
  }

  /** `waitFor` without blocking the event loop. */
  async waitForAsync(count: number, options?: WaitOptions): Promise<void> {
    wholeNumber("The number of insights to wait for", count, 0);
    const isThere = () => this.entryCount >= count || undefined;
    await waitUntilAsync(this.#log.eventCount, options, `Insight number ${count}`, isThere);
  }

  /** Frees the writers' mutex if the dead thread holds it. A half-written insight is not visible, so nothing is repaired. */
  recover(threadId: number): boolean {
    const { mutex } = this.#log;
    const wasHeld = mutex.recover(threadId);
    if (wasHeld) mutex.markRepaired();
    // The thread may have died between adding an insight and notifying the threads that wait for it.
    this.#log.eventCount.notifyAll();
    return wasHeld;
  }

  *#from(cursor: number): IterableIterator<Insight> {
    const end = this.entryCount;
    for (let index = cursor; index < end; index++) yield this.#read(index);
  }

  #read(index: number): Insight {
    const record = this.#log.read(index);
    const textStart = NAME_LENGTH_BYTES + (record[0] as number) + 256 * (record[1] as number);
    return Object.freeze({
      index,
      agentName: decoder.decode(record.subarray(NAME_LENGTH_BYTES, textStart)),
      text: decoder.decode(record.subarray(textStart)),
    });
  }
}

function pack(agentName: string, text: string): Uint8Array {
  const name = encoder.encode(checkText("An agent's name", agentName));
  const words = encoder.encode(checkText("An insight", text));
  if (name.length > LONGEST_NAME) {
    throw new SharingError("INVALID_ARGUMENT", `An agent's name of ${name.length} bytes is too long.`);
  }
  const record = new Uint8Array(NAME_LENGTH_BYTES + name.length + words.length);
  record[0] = name.length & 0xff;
  record[1] = name.length >> 8;
  record.set(name, NAME_LENGTH_BYTES);
  record.set(words, NAME_LENGTH_BYTES + name.length);
  return record;
}

function checkText(what: string, value: unknown): string {
  if (typeof value === "string" && value !== "") return checkWellFormed(what, value);
  throw new SharingError(
    "INVALID_ARGUMENT",
    `${what} must be a text with something in it, but is ${describeValue(value)}.`,
  );
}
