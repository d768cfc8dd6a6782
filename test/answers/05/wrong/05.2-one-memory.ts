// exercise 05.2 · A catalogue that survives the crossing
// All catalogues lie in one and the same memory: a second one overwrites the first.
// fails: two catalogues at the same time do not disturb each other
interface CatalogueHandle {
  readonly numbers: Float64Array;
  readonly width: number;
}

class Catalogue {
  readonly #numbers: Float64Array;
  readonly #width: number;

  constructor(numbers: Float64Array, width: number) {
    this.#numbers = numbers;
    this.#width = width;
  }

  // one memory for all catalogues: cheaper than a new one each time
  static readonly memory = new SharedArrayBuffer(1_000_000);
  static of(rows: readonly (readonly number[])[]): Catalogue {
    const width = rows[0].length;
    const numbers = new Float64Array(Catalogue.memory, 0, rows.length * width);
    rows.forEach((row, i) => numbers.set(row, i * width));
    return new Catalogue(numbers, width);
  }

  share(): CatalogueHandle {
    return { numbers: this.#numbers, width: this.#width };
  }

  static from(handle: CatalogueHandle): Catalogue {
    return new Catalogue(handle.numbers, handle.width);
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
const receiveCatalogue = (context: AgentContext) =>
  Catalogue.from((context.shared as { handle: CatalogueHandle }).handle);

function askCatalogue(wanted: readonly number[], context: AgentContext): number {
  return receiveCatalogue(context).nearest(wanted);
}

function correctCatalogue(change: readonly [number, number, number], context: AgentContext): void {
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
