import type { Mutex } from "../../sharing/index.ts";
import { DIMENSIONS } from "./embedding.ts";
import { DIRECTIONS, OUTLINE_LENGTH } from "./outline.ts";

/** The bytes of an index. A swarm's option `shared` hands them over; `KnownIssues.open` opens them in another thread. */
export interface KnownIssuesMemory {
  readonly bytes: SharedArrayBuffer;
  /** The lock of those who learn. It stands here, so that the swarm frees it after the death of a thread that held it. */
  readonly learning: Mutex;
}

/** How much an index can hold. */
export interface IssueRoom {
  readonly issues: number;
  readonly textBytes: number;
  /** How many of the issues, from the first on, have an outline. */
  readonly outlined: number;
}

const HEADER_BYTES = 64;
const COUNT = 0;
const ISSUES = 1;
const TEXT_BYTES = 2;
const OUTLINED = 3;

/**
 * The bytes of an index as arrays.
 *
 * Memory: Int32 words 0 `COUNT` (issues that can be read), 1 `ISSUES` and 2 `TEXT_BYTES` (the room for issues, and for their
 * texts), 3 `OUTLINED`; from byte 64 on, each at a multiple of 64: for each issue `DIMENSIONS` Float32 (`vectors`); for each of the first
 * `OUTLINED` issues `OUTLINE_LENGTH` Float32 (`outlines`), and the `DIRECTIONS` that they are made with; `ISSUES + 1` Uint32, where
 * the texts of an issue end (`ends`, of which the first is 0); the texts. Outlines and directions are written before any other
 * thread knows the memory.
 *
 * Memory ordering: one writer at a time holds the lock. It writes an issue's vector, texts and end with plain writes, and stores `COUNT`
 * atomically last. A reader loads `COUNT` atomically and reads only issues below it, which are whole: it needs no lock and never
 * waits. A writer that dies before its store of `COUNT` has changed nothing that a reader reads, and the next writer overwrites it.
 */
export class IssueMemory {
  readonly vectors: Float32Array;
  readonly outlines: Float32Array;
  readonly directions: Float32Array;
  /** Issues below this id have an outline. */
  readonly outlined: number;
  readonly ends: Uint32Array;
  readonly texts: Uint8Array;
  readonly #words: Int32Array;

  constructor(bytes: SharedArrayBuffer) {
    this.#words = new Int32Array(bytes, 0, HEADER_BYTES / 4);
    const issues = this.#words[ISSUES] as number;
    this.outlined = this.#words[OUTLINED] as number;
    const textBytes = this.#words[TEXT_BYTES] as number;
    const sections = sectionsFor({ issues, textBytes, outlined: this.outlined });
    this.vectors = new Float32Array(bytes, sections.vectors, issues * DIMENSIONS);
    this.outlines = new Float32Array(bytes, sections.outlines, this.outlined * OUTLINE_LENGTH);
    this.directions = new Float32Array(bytes, sections.directions, DIRECTIONS * DIMENSIONS);
    this.ends = new Uint32Array(bytes, sections.ends, issues + 1);
    this.texts = new Uint8Array(bytes, sections.texts, textBytes);
  }

  /** New memory without an issue. @throws RangeError when so many bytes cannot be had */
  static allocate(room: IssueRoom): SharedArrayBuffer {
    const bytes = new SharedArrayBuffer(sectionsFor(room).end);
    const words = new Int32Array(bytes, 0, HEADER_BYTES / 4);
    words[ISSUES] = room.issues;
    words[TEXT_BYTES] = room.textBytes;
    words[OUTLINED] = room.outlined;
    return bytes;
  }

  get count(): number {
    return Atomics.load(this.#words, COUNT);
  }

  /** The most issues. */
  get capacity(): number {
    return this.#words[ISSUES] as number;
  }

  /** A copy of an issue's texts: a decoder takes no shared bytes. */
  text(id: number): Uint8Array {
    return this.texts.slice(this.ends[id], this.ends[id + 1]);
  }

  /** Bytes that are left for the next issue's texts. */
  get textBytesLeft(): number {
    return this.texts.length - (this.ends[this.count] as number);
  }

  /** Adds an issue behind the last one. The caller holds the lock and has looked that there is room. @returns its id */
  append(vector: Float32Array, text: Uint8Array): number {
    const id = this.count;
    const start = this.ends[id] as number;
    this.vectors.set(vector, id * DIMENSIONS);
    this.texts.set(text, start);
    this.ends[id + 1] = start + text.length;
    Atomics.store(this.#words, COUNT, id + 1);
    return id;
  }
}

/** The first byte of each section. */
function sectionsFor({ issues, textBytes, outlined }: IssueRoom) {
  const vectors = HEADER_BYTES;
  const outlines = aligned(vectors + issues * DIMENSIONS * Float32Array.BYTES_PER_ELEMENT);
  const directions = aligned(outlines + outlined * OUTLINE_LENGTH * Float32Array.BYTES_PER_ELEMENT);
  const ends = aligned(directions + DIRECTIONS * DIMENSIONS * Float32Array.BYTES_PER_ELEMENT);
  const texts = aligned(ends + (issues + 1) * Uint32Array.BYTES_PER_ELEMENT);
  return { vectors, outlines, directions, ends, texts, end: aligned(texts + textBytes) };
}

function aligned(byte: number): number {
  return Math.ceil(byte / 64) * 64;
}
