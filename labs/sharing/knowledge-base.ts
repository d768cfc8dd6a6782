import { describeValue } from "../common/describe-value.ts";
import type { WaitOptions } from "./deadline.ts";
import { checkHandle, type Handle, type Shareable } from "./handle.ts";
import type { Contention } from "./mutex/contention.ts";
import { LOG_HEADER_BYTES, type LogOptions, logMemory, SharedLog } from "./shared-log.ts";
import { SharingError } from "./sharing-error.ts";
import { wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

/** What one agent has found out. */
export interface Insight {
  /** Its place in the knowledge base; the first one has 0. */
  readonly index: number;
  readonly agentName: string;
  readonly text: string;
}

export type KnowledgeBaseHandle = Handle<"swarmlab.knowledgeBase">;

const NAME_LENGTH_BYTES = 2;
const LONGEST_NAME = 0xffff;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What a swarm knows: a list of insights that every agent can read and add to. Nothing is ever changed or removed, so
 * what an agent has read stays true.
 *
 * Strings cannot be shared between isolates, bytes can. An insight is kept as UTF-8 and becomes a string in the agent
 * that reads it; the others' insights are not copied.
 *
 * Memory: a `SharedLog`, one record an insight: the length of the agent's name in bytes (2 bytes, low byte first), the
 * name, the text. Memory ordering: as in `SharedLog`: one writer at a time, readers without a lock.
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
   * @param options of a new one; or a handle, to see the knowledge base that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(options: LogOptions | KnowledgeBaseHandle = {}) {
    const handle =
      "kind" in options ? options : { kind: KnowledgeBase.kind, buffer: logMemory(options), offset: 0 };
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

  /** How many insights there are. */
  get entryCount(): number {
    return this.#log.count;
  }

  /** What waiting for each other has cost the writers. Readers never wait. */
  get contention(): Contention {
    return this.#log.mutex.contention;
  }

  /**
   * Adds an insight. Blocks this thread while another agent is writing, which takes microseconds.
   *
   * @returns its index
   * @throws SharingError `FULL`, `INVALID_ARGUMENT`
   */
  addInsight(agentName: string, text: string): number {
    return this.#log.append(pack(agentName, text));
  }

  /** The same without blocking the event loop, for the coordinator. */
  addInsightAsync(agentName: string, text: string): Promise<number> {
    return this.#log.appendAsync(pack(agentName, text));
  }

  /** The insight at `index`, or `undefined` when there is none yet. */
  at(index: number): Insight | undefined {
    return index < this.entryCount ? this.#read(wholeNumber("An insight's index", index, 0)) : undefined;
  }

  /** All insights from `cursor` on. Read again with `cursor` plus their number to get only what is new since. */
  since(cursor: number): readonly Insight[] {
    wholeNumber("The cursor", cursor, 0);
    return Object.freeze([...this.#from(cursor)]);
  }

  /** All insights, one at a time: only what is looked at is read. Ends with the last one there is at the start. */
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
   * Blocks this thread until there are at least `count` insights. It wakes at once when they are there.
   *
   * @throws SharingError `TIMEOUT`
   */
  waitFor(count: number, options?: WaitOptions): void {
    wholeNumber("The number of insights to wait for", count, 0);
    waitUntil(
      this.#log.bell,
      options,
      `Insight number ${count}`,
      () => this.entryCount >= count || undefined,
    );
  }

  /** The same while the event loop goes on turning. */
  async waitForAsync(count: number, options?: WaitOptions): Promise<void> {
    wholeNumber("The number of insights to wait for", count, 0);
    const isThere = () => this.entryCount >= count || undefined;
    await waitUntilAsync(this.#log.bell, options, `Insight number ${count}`, isThere);
  }

  /** Frees the writers' mutex if a dead thread holds it. Its half of an insight was never visible. */
  recover(threadId: number): boolean {
    const { mutex } = this.#log;
    const mended = mutex.recover(threadId);
    if (mended) mutex.markRepaired();
    // It may have died just before it told those who wait for its insight.
    this.#log.bell.ring();
    return mended;
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
  if (typeof value === "string" && value !== "") return value;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `${what} must be a text with something in it, but is ${describeValue(value)}.`,
  );
}
