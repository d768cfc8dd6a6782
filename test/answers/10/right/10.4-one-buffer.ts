// exercise 10.4 · An index that is not copied
// Everything in one buffer, with a few words at its beginning.
type IndexHandle = { memory: SharedArrayBuffer };

class IssueIndex {
  /** How many numbers a vector has. */
  readonly #width: number;
  /** All vectors, one after the other. */
  readonly #vectors: Float32Array;
  /** All titles, one after the other, in UTF-8. */
  readonly #bytes: Uint8Array;
  /** For each title: where it ends in the bytes. */
  readonly #ends: Uint32Array;

  readonly #memory: SharedArrayBuffer;

  constructor({ memory }: IndexHandle) {
    const [count, width, length] = new Uint32Array(memory, 0, 3);
    this.#memory = memory;
    this.#width = width;
    this.#vectors = new Float32Array(memory, 12, count * width);
    this.#ends = new Uint32Array(memory, 12 + 4 * count * width, count);
    this.#bytes = new Uint8Array(memory, 12 + 4 * count * width + 4 * count, length);
  }

  static of(issues: readonly Issue[]): IssueIndex {
    const encoder = new TextEncoder();
    const titles = issues.map(({ title }) => encoder.encode(title));
    const width = issues[0]?.vector.length ?? 0;
    const length = titles.reduce((sum, title) => sum + title.length, 0);
    const memory = new SharedArrayBuffer(12 + 4 * width * issues.length + 4 * issues.length + length);
    new Uint32Array(memory, 0, 3).set([issues.length, width, length]);
    const index = new IssueIndex({ memory });
    const [vectors, bytes, ends] = [index.#vectors, index.#bytes, index.#ends];
    let end = 0;
    issues.forEach(({ vector }, id) => {
      vectors.set(vector, id * width);
      bytes.set(titles[id], end);
      end += titles[id].length;
      ends[id] = end;
    });
    return index;
  }

  share(): IndexHandle {
    return { memory: this.#memory };
  }

  static from(handle: IndexHandle): IssueIndex {
    return new IssueIndex(handle);
  }

  get size(): number {
    return this.#ends.length;
  }

  title(id: number): string {
    const start = id === 0 ? 0 : this.#ends[id - 1];
    return new TextDecoder().decode(this.#bytes.subarray(start, this.#ends[id]));
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
