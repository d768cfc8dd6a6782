import { describeValue } from "../../common/describe-value.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import { Mutex } from "../../sharing/index.ts";
import type { IssueMatch } from "../finding.ts";
import { dot } from "./dot.ts";
import { DIMENSIONS, embed } from "./embedding.ts";
import type { KnownIssue, PastIncident } from "./issue.ts";
import { IssueMemory, type KnownIssuesMemory } from "./issue-memory.ts";
import { KnownIssuesError } from "./known-issues-error.ts";
import { DIRECTIONS, OUTLINE_LENGTH, outline, queryOutline } from "./outline.ts";
import { principalDirections } from "./principal-directions.ts";
import { TopList } from "./top-list.ts";

/** How to make an index. */
export interface KnownIssuesOptions {
  /** How many issues it can learn besides those that it begins with. At least 0. @default 1000 */
  readonly room?: number;
}

const FIELDS = ["title", "text", "cause", "fix", "serviceKind"] as const;
/** Bytes of texts that one learnt issue may take on average. */
const TEXT_BYTES_EACH = 2_048;
const LONGEST_FIELD = 16_384;
const MOST_ISSUES = 1_000_000;
/** A smaller index is searched exactly, which takes less than a millisecond. */
const LEAST_TO_OUTLINE = 2_000;
/** Issues that the directions are found in. */
const SAMPLE = 1_500;
/** How many issues are compared in full, of those with an outline: at least so many, and at least this share of them. */
const LEAST_PROMISING = 400;
const PROMISING_SHARE = 0.01;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What is known of past incidents: an index in shared memory that every thread searches in place, while any thread adds to it.
 *
 * @example
 * const knownIssues = KnownIssues.of(pastIncidents(20_000));
 * // In an agent, with shared: { knownIssues: knownIssues.memory }:
 * const matches = KnownIssues.open(context.shared.knownIssues).search("no space left on device", 3);
 */
export class KnownIssues {
  /** What other threads open. */
  readonly memory: KnownIssuesMemory;
  readonly #issues: IssueMemory;
  readonly #query = new Float32Array(DIMENSIONS);
  readonly #outline = new Float32Array(OUTLINE_LENGTH);

  private constructor(memory: KnownIssuesMemory) {
    this.memory = memory;
    this.#issues = new IssueMemory(memory.bytes);
  }

  /** A new index. It takes about 2 KB for each issue. @throws KnownIssuesError `INVALID_ARGUMENT` */
  static of(issues: readonly PastIncident[], options: KnownIssuesOptions = {}): KnownIssues {
    const { room = 1000 } = options;
    checkNumber("The option room", room, 0, MOST_ISSUES);
    const texts = issues.map(toBytes);
    const textBytes = texts.reduce((sum, text) => sum + text.length, room * TEXT_BYTES_EACH);
    const outlined = issues.length >= LEAST_TO_OUTLINE ? issues.length : 0;
    const bytes = IssueMemory.allocate({ issues: issues.length + room, textBytes, outlined });
    const memory = new IssueMemory(bytes);
    const vector = new Float32Array(DIMENSIONS);
    for (const [i, issue] of issues.entries()) {
      memory.append(embed(searchedText(issue), vector), texts[i] as Uint8Array);
    }
    if (outlined > 0) writeOutlines(memory);
    return new KnownIssues(Object.freeze({ bytes, learning: new Mutex() }));
  }

  /** The index that another thread has made. */
  static open(memory: KnownIssuesMemory): KnownIssues {
    return new KnownIssues(memory);
  }

  /** The index as bytes of its own, for a process, which can share no memory. What one side learns the other does not see. */
  copy(): Uint8Array {
    return new Uint8Array(this.memory.bytes).slice();
  }

  /** The index of which another process has sent a copy. */
  static ofCopy(copy: Uint8Array): KnownIssues {
    const bytes = new SharedArrayBuffer(copy.length);
    new Uint8Array(bytes).set(copy);
    return KnownIssues.ofBytes(bytes);
  }

  /** The index whose bytes `copy` has returned, which it takes over. */
  static ofBytes(bytes: SharedArrayBuffer): KnownIssues {
    return new KnownIssues(Object.freeze({ bytes, learning: new Mutex() }));
  }

  get count(): number {
    return this.#issues.count;
  }

  /** The most issues that it can hold. */
  get capacity(): number {
    return this.#issues.capacity;
  }

  /** Bytes of shared memory. All threads together take them once. */
  get byteLength(): number {
    return this.memory.bytes.byteLength;
  }

  /**
   * The issues that resemble a text most, best first; the older one first where two resemble it alike.
   *
   * It compares outlines, and then the most promising issues in full. Learnt issues have no outline, and are all compared in full.
   * `npm run bench:labs -- sentinel` measures its recall against `searchExactly`.
   *
   * @param most - at least 1
   * @throws KnownIssuesError `INVALID_ARGUMENT`
   */
  search(text: string, most = 5): readonly IssueMatch[] {
    const { outlined, outlines, directions } = this.#issues;
    if (outlined === 0) return this.searchExactly(text, most);
    checkNumber("The number of issues to find", most, 1, MOST_ISSUES);
    const query = embed(text, this.#query);
    const brief = this.#outline;
    queryOutline(query, directions, brief);
    const promising = new TopList(
      Math.max(LEAST_PROMISING, Math.ceil(outlined * PROMISING_SHARE), 20 * most),
    );
    for (let id = 0; id < outlined; id++)
      promising.offer(id, dot(brief, 0, outlines, id * OUTLINE_LENGTH, OUTLINE_LENGTH));
    const found = new TopList(most);
    for (const id of promising.ids) found.offer(id, this.#similarity(query, id));
    const count = this.count;
    for (let id = outlined; id < count; id++) found.offer(id, this.#similarity(query, id));
    return this.#matches(found);
  }

  /** As `search`, by a comparison with every issue. */
  searchExactly(text: string, most = 5): readonly IssueMatch[] {
    checkNumber("The number of issues to find", most, 1, MOST_ISSUES);
    const query = embed(text, this.#query);
    const found = new TopList(most);
    const count = this.count;
    for (let id = 0; id < count; id++) found.offer(id, this.#similarity(query, id));
    return this.#matches(found);
  }

  #similarity(query: Float32Array, id: number): number {
    return dot(query, 0, this.#issues.vectors, id * DIMENSIONS, DIMENSIONS);
  }

  #matches(found: TopList): readonly IssueMatch[] {
    return found.sorted().map(({ id, score }) => ({ id, title: this.#issue(id).title, similarity: score }));
  }

  /** An issue, or `undefined` where there is none yet. */
  get(id: number): KnownIssue | undefined {
    return Number.isInteger(id) && id >= 0 && id < this.count ? this.#issue(id) : undefined;
  }

  /**
   * Adds an issue; every thread finds it from then on. Blocks this thread while another one learns, which takes microseconds.
   *
   * @returns its id
   * @throws KnownIssuesError `FULL`, `INVALID_ARGUMENT`
   */
  learn(issue: PastIncident): number {
    const add = this.#prepare(issue);
    return this.memory.learning.runExclusive(add);
  }

  /** `learn` without blocking the event loop; the coordinator calls this. */
  async learnAsync(issue: PastIncident): Promise<number> {
    const add = this.#prepare(issue);
    return await this.memory.learning.runExclusiveAsync(add);
  }

  /** Does all that needs no lock. The answer adds the issue, and is called with the lock held. */
  #prepare(issue: PastIncident): () => number {
    const text = toBytes(issue);
    const vector = embed(searchedText(issue));
    return () => {
      // A thread that died while it learnt has left nothing to mend.
      this.memory.learning.markRepaired();
      if (this.count === this.capacity) {
        throw new KnownIssuesError(
          "FULL",
          `The index is full: it holds ${this.count} issues and was made for no more; make it with a larger room.`,
        );
      }
      if (text.length > this.#issues.textBytesLeft) {
        throw new KnownIssuesError(
          "FULL",
          `The index is full: the issue has ${text.length} bytes of text, and ${this.#issues.textBytesLeft} are left; make it with a larger room.`,
        );
      }
      return this.#issues.append(vector, text);
    };
  }

  #issue(id: number): KnownIssue {
    const values = JSON.parse(decoder.decode(this.#issues.text(id))) as string[];
    const entries = FIELDS.map((field, i) => [field, values[i]]);
    // `toBytes` has written all fields.
    return Object.freeze({ id, ...Object.fromEntries(entries) }) as KnownIssue;
  }
}

/** Finds the directions in a sample of the issues, and writes the outline of each. */
function writeOutlines({ vectors, outlines, directions, outlined }: IssueMemory): void {
  const sample = new Float32Array(Math.min(outlined, SAMPLE) * DIMENSIONS);
  for (let i = 0; i * DIMENSIONS < sample.length; i++) {
    const id = Math.floor((i * outlined * DIMENSIONS) / sample.length);
    sample.set(vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS), i * DIMENSIONS);
  }
  directions.set(principalDirections(sample, DIRECTIONS));
  for (let id = 0; id < outlined; id++) {
    const vector = vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS);
    outline(vector, directions, outlines.subarray(id * OUTLINE_LENGTH, (id + 1) * OUTLINE_LENGTH));
  }
}

/** The text that a query is compared with. */
function searchedText({ title, text }: PastIncident): string {
  return `${title}\n${text}`;
}

function toBytes(issue: PastIncident): Uint8Array {
  for (const field of FIELDS) {
    const value: unknown = issue?.[field];
    if (typeof value !== "string" || value === "" || value.length > LONGEST_FIELD) {
      throw new KnownIssuesError(
        "INVALID_ARGUMENT",
        `An issue's ${field} must be a text of 1 to ${LONGEST_FIELD} characters, but is ${describeValue(value)}.`,
      );
    }
  }
  return encoder.encode(JSON.stringify(FIELDS.map((field) => issue[field])));
}

function checkNumber(what: string, value: number, least: number, most: number): void {
  const problem = wholeNumberProblem(what, value, least, most);
  if (problem !== undefined) throw new KnownIssuesError("INVALID_ARGUMENT", problem);
}
