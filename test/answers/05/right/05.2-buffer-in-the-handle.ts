// exercise 05.2 · A catalogue that survives the crossing
// The handle holds the buffer; rows are copied one by one.
import * as labs from "@swarmlab/labs";

interface CatalogueHandle {
  readonly buffer: ArrayBufferLike;
  readonly offset: number;
  readonly length: number;
  readonly columns: number;
}

class Catalogue {
  readonly #numbers: Float64Array;
  readonly #width: number;

  constructor(numbers: Float64Array, width: number) {
    this.#numbers = numbers;
    this.#width = width;
  }

  /** A catalogue of these rows, all of one width, in memory that threads can share. */
  static of(rows: readonly (readonly number[])[]): Catalogue {
    const width = rows[0]?.length ?? 0;
    const all = new Float64Array(new SharedArrayBuffer(8 * rows.length * width));
    rows.forEach((row, at) => {
      all.set(row, at * width);
    });
    return new Catalogue(all, width);
  }

  /** What crosses to another thread. */
  share(): CatalogueHandle {
    const { buffer, byteOffset, length } = this.#numbers;
    return { buffer, offset: byteOffset, length, columns: this.#width };
  }

  /** The same catalogue, on the other side. */
  static from(handle: CatalogueHandle): Catalogue {
    return new Catalogue(new Float64Array(handle.buffer, handle.offset, handle.length), handle.columns);
  }

  /** The number at a row and a column. */
  at(row: number, column: number): number {
    return this.#numbers[row * this.#width + column];
  }

  /** Corrects one number, for everybody. */
  correct(row: number, column: number, value: number): void {
    this.#numbers[row * this.#width + column] = value;
  }

  /** Which row comes nearest to the wanted one. */
  nearest(wanted: readonly number[]): number {
    const distance = (row: number) =>
      wanted.reduce((sum, value, column) => sum + (this.at(row, column) - value) ** 2, 0);
    const rows = Array.from({ length: this.#numbers.length / this.#width }, (_, row) => row);
    return rows.reduce((best, row) => (distance(row) < distance(best) ? row : best), 0);
  }
}

// ──────── given from here on ────────
const receiveCatalogue = (context: labs.AgentContext) =>
  Catalogue.from((context.shared as { handle: CatalogueHandle }).handle);

function askCatalogue(wanted: readonly number[], context: labs.AgentContext): number {
  return receiveCatalogue(context).nearest(wanted);
}

function correctCatalogue(change: readonly [number, number, number], context: labs.AgentContext): void {
  receiveCatalogue(context).correct(...change);
}

/** Each question is answered by an agent on a thread, all of them with one catalogue. */
async function askAll(
  rows: readonly (readonly number[])[],
  questions: readonly (readonly number[])[],
): Promise<readonly unknown[]> {
  const handle = Catalogue.of(rows).share();
  const agents = questions.map((question, id) => agent(askCatalogue, id, question));
  const { results } = await runMultiAgentSystem({ agents, shared: { handle }, announce: false });
  for (const { error } of results) if (error) throw error;
  return results.map(({ result }) => result);
}

/** An agent on a thread corrects a number. Returns what stands there *here*, before and after. */
async function correctThere(
  rows: readonly (readonly number[])[],
  change: readonly [number, number, number],
): Promise<{ before: number; after: number }> {
  const catalogue = Catalogue.of(rows);
  const before = catalogue.at(change[0], change[1]);
  const { results } = await runMultiAgentSystem({
    agents: [agent(correctCatalogue, 0, change)],
    shared: { handle: catalogue.share() },
    announce: false,
  });
  for (const { error } of results) if (error) throw error;
  return { before, after: catalogue.at(change[0], change[1]) };
}
