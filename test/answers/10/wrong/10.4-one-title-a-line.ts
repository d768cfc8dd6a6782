// exercise 10.4 · An index that is not copied
// Writes one title on each line: a line break in a title moves all after it.
// fails: every title comes back as it was
interface IndexHandle {
  readonly width: number;
  readonly vectors: Float32Array;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
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
    // One title on each line.
    const text = new TextEncoder().encode(issues.map(({ title }) => `${title}\n`).join(""));
    const width = issues[0]?.vector.length ?? 0;
    const vectors = new Float32Array(new SharedArrayBuffer(4 * width * issues.length));
    const bytes = new Uint8Array(new SharedArrayBuffer(text.byteLength));
    const ends = new Uint32Array(new SharedArrayBuffer(4 * issues.length));
    bytes.set(text);
    let end = -1;
    for (const [id, { vector }] of issues.entries()) {
      vectors.set(vector, id * width);
      end = text.indexOf(10, end + 1);
      ends[id] = end;
    }
    return new IssueIndex({ width, vectors, bytes, ends });
  }

  share(): IndexHandle {
    return { width: this.#width, vectors: this.#vectors, bytes: this.#bytes, ends: this.#ends };
  }

  static from(handle: IndexHandle): IssueIndex {
    return new IssueIndex(handle);
  }

  get size(): number {
    return this.#ends.length;
  }

  title(id: number): string {
    const start = id === 0 ? 0 : this.#ends[id - 1] + 1;
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#bytes.slice(start, this.#ends[id]));
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
