// exercise 10.4 · An index that is not copied
// One function makes shared memory of any row; the handle is frozen.
interface IndexHandle {
  readonly width: number;
  readonly vectors: Float32Array;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** The same numbers in shared memory. */
function sharedCopy<Row extends { set(values: ArrayLike<number>): void }>(
  Kind: { new (memory: SharedArrayBuffer): Row; readonly BYTES_PER_ELEMENT: number },
  values: readonly number[],
): Row {
  const row = new Kind(new SharedArrayBuffer(values.length * Kind.BYTES_PER_ELEMENT));
  row.set(values);
  return row;
}

class IssueIndex {
  /** How many numbers a vector has. */
  readonly #width: number;
  /** All vectors, one after the other. */
  readonly #vectors: Float32Array;
  /** All titles, one after the other, in UTF-8. */
  readonly #bytes: Uint8Array;
  /** For each title: where it ends in the bytes. */
  readonly #ends: Uint32Array;

  constructor({ width, vectors, bytes, ends }: IndexHandle) {
    this.#width = width;
    this.#vectors = vectors;
    this.#bytes = bytes;
    this.#ends = ends;
  }

  static of(issues: readonly Issue[]): IssueIndex {
    const vectors = sharedCopy(Float32Array, issues.flatMap(({ vector }) => [...vector]));
    const titleBytes = issues.map(({ title }) => [...new TextEncoder().encode(title)]);
    const bytes = sharedCopy(Uint8Array, titleBytes.flat());
    let end = 0;
    const ends = sharedCopy(
      Uint32Array,
      titleBytes.map(({ length }) => (end += length)),
    );
    return IssueIndex.from({ width: issues.at(0)?.vector.length ?? 0, vectors, bytes, ends });
  }

  share(): IndexHandle {
    const [width, vectors, bytes, ends] = [this.#width, this.#vectors, this.#bytes, this.#ends];
    return Object.freeze({ width, vectors, bytes, ends });
  }

  static from(handle: IndexHandle): IssueIndex {
    return new IssueIndex(handle);
  }

  get size(): number {
    return this.#ends.length;
  }

  title(id: number): string {
    // The decoder wants memory of its own, so the few bytes of one title are copied, and no others.
    const own = Uint8Array.from(this.#bytes.subarray(this.#ends[id - 1] ?? 0, this.#ends[id]));
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(own);
  }

  /** The number of the issue whose vector points most in the wanted direction; −1 if there is no issue. */
  nearest(wanted: readonly number[]): number {
    let [best, highest] = [-1, Number.NEGATIVE_INFINITY];
    for (let id = 0; id < this.size; id += 1) {
      let similarity = 0;
      for (let column = 0; column < this.#width; column += 1)
        similarity += wanted[column] * this.#vectors[id * this.#width + column];
      if (similarity > highest) [best, highest] = [id, similarity];
    }
    return best;
  }
}

// Given, and used by the check.
function indexInvestigator(wanted: readonly number[], context: AgentContext) {
  return lookUp(() => IssueIndex.from((context.shared as { handle: IndexHandle }).handle), wanted);
}
const askIndex = (issues: readonly Issue[], questions: readonly (readonly number[])[]) =>
  askWorkers(indexInvestigator, IssueIndex.of(issues).share(), questions);
const titlesOf = (issues: readonly Issue[]) => {
  const index = IssueIndex.of(issues);
  return issues.map((_, id) => index.title(id));
};
const weighIndex = (count: number, width: number) => weigh(IssueIndex.of(madeUpIssues(count, width)).share());
const openIndexes = (count: number, width: number, workers: number) =>
  askIndex(madeUpIssues(count, width), Array(workers).fill(Array(width).fill(1)));
