import { describeValue } from "../common/describe-value.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { SharingError } from "./sharing-error.ts";
import { checkWellFormed, wholeNumber } from "./validate.ts";

/** A matrix of numbers, row after row in one array. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** The number at row r and column c is `values[r * columns + c]`. */
  readonly values: Float64Array;
}

export type SharedContextHandle = Handle<"swarmlab.sharedContext">;

const FORM = 0;
const ROWS = 1;
const COLUMNS = 2;
const LENGTH = 2;
const HEADER_BYTES = 64;

const FORM_NAMES = ["nothing", "bytes", "text", "matrix"] as const;
type Form = "bytes" | "text" | "matrix";

/**
 * Large data that all agents read in the same memory: bytes, a text or a matrix.
 *
 * The data is written when the context is created and only read afterwards, so it needs no lock. Shared bytes cannot be
 * frozen: agents must not write to them.
 *
 * Memory: Int32 words 0 `FORM` (1 bytes, 2 text as UTF-8, 3 matrix of 64-bit floats), 1 rows, 2 columns; as a 64-bit
 * float at byte 16 the length of the data in bytes; the data from byte 64 on.
 * Memory ordering: the data is written before the handle is posted, and receiving a message comes after posting it.
 *
 * @example
 * const context = SharedContext.ofText(await readFile("corpus.txt", "utf8"));
 * await runMultiAgentSystem({ agents, shared: { context } });      // every agent reads context.bytes, or context.text
 */
export class SharedContext implements Shareable {
  static readonly kind = "swarmlab.sharedContext";

  readonly #handle: SharedContextHandle;
  readonly #words: Int32Array;
  readonly #start: number;
  #text: string | undefined;

  private constructor(handle: SharedContextHandle) {
    this.#handle = checkHandle(handle, SharedContext.kind, HEADER_BYTES);
    this.#words = new Int32Array(handle.buffer, handle.offset, 4);
    this.#start = handle.offset + HEADER_BYTES;
  }

  /** @throws SharingError `FULL` when the memory cannot be allocated */
  static ofBytes(bytes: Uint8Array): SharedContext {
    if (!(bytes instanceof Uint8Array)) throw wrongArgument("ofBytes", "a Uint8Array", bytes);
    return filled("bytes", bytes);
  }

  /** @throws SharingError `FULL` when the memory cannot be allocated; `INVALID_ARGUMENT` for text that UTF-8 cannot hold */
  static ofText(text: string): SharedContext {
    if (typeof text !== "string") throw wrongArgument("ofText", "a string", text);
    return filled("text", new TextEncoder().encode(checkWellFormed("The text of a context", text)));
  }

  /**
   * @param values row after row, exactly `rows * columns` of them
   * @throws SharingError `INVALID_ARGUMENT`; `FULL` when the memory cannot be allocated
   */
  static ofMatrix(rows: number, columns: number, values: ArrayLike<number>): SharedContext {
    wholeNumber("The number of rows", rows, 1);
    wholeNumber("The number of columns", columns, 1);
    if (values?.length !== rows * columns) {
      throw new SharingError(
        "INVALID_ARGUMENT",
        `A matrix of ${rows} rows and ${columns} columns has ${rows * columns} values, but ${values?.length} were given.`,
      );
    }
    for (let i = 0; i < values.length && !(values instanceof Float64Array); i++) {
      if (typeof values[i] === "number") continue;
      throw new SharingError(
        "INVALID_ARGUMENT",
        `A matrix is of numbers, but value ${i} is ${describeValue(values[i])}.`,
      );
    }
    const floats = values instanceof Float64Array ? values : Float64Array.from(values);
    const context = filled("matrix", new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength));
    context.#words[ROWS] = rows;
    context.#words[COLUMNS] = columns;
    return context;
  }

  static from(handle: SharedContextHandle): SharedContext {
    return new SharedContext(handle);
  }

  share(): SharedContextHandle {
    return this.#handle;
  }

  /** The form of the data. */
  get form(): Form {
    return FORM_NAMES[this.#words[FORM] as number] as Form;
  }

  /** Size of the data in bytes. */
  get byteLength(): number {
    return new Float64Array(this.#handle.buffer, this.#handle.offset, 3)[LENGTH] as number;
  }

  /** The data itself, not a copy: all agents see the same bytes. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#handle.buffer, this.#start, this.byteLength);
  }

  /**
   * The text. A string cannot be shared: the first access in each thread decodes the bytes into a copy. To read only a
   * part, decode a part of `bytes`.
   *
   * @throws SharingError `INVALID_ARGUMENT` when the data is not a text
   */
  get text(): string {
    this.#expect("text");
    this.#text ??= new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.bytes);
    return this.#text;
  }

  /**
   * The matrix; its `values` are the shared numbers themselves, not a copy.
   *
   * @throws SharingError `INVALID_ARGUMENT` when the data is not a matrix
   */
  get matrix(): Matrix {
    this.#expect("matrix");
    const rows = this.#words[ROWS] as number;
    const columns = this.#words[COLUMNS] as number;
    return Object.freeze({
      rows,
      columns,
      values: new Float64Array(this.#handle.buffer, this.#start, rows * columns),
    });
  }

  #expect(form: Form): void {
    if (this.form === form) return;
    throw new SharingError("INVALID_ARGUMENT", `This context holds ${this.form}, so it has no ${form}.`);
  }
}

function filled(form: Form, data: Uint8Array): SharedContext {
  const handle = allocate(SharedContext.kind, HEADER_BYTES + data.length);
  new Int32Array(handle.buffer, 0, 4)[FORM] = FORM_NAMES.indexOf(form);
  new Float64Array(handle.buffer, 0, 3)[LENGTH] = data.length;
  new Uint8Array(handle.buffer, HEADER_BYTES).set(data);
  return SharedContext.from(handle);
}

function wrongArgument(method: string, expected: string, got: unknown): SharingError {
  return new SharingError(
    "INVALID_ARGUMENT",
    `SharedContext.${method} takes ${expected}, but got ${describeValue(got)}.`,
  );
}
