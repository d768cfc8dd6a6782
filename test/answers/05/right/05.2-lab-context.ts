// exercise 05.2 · A catalogue that survives the crossing
// Uses the lab's SharedContext.
import * as labs from "@swarmlab/labs";

type CatalogueHandle = labs.SharedContext;

class Catalogue {
  readonly #context: labs.SharedContext;

  constructor(context: labs.SharedContext) {
    this.#context = context;
  }

  /** A catalogue of these rows, all of one width, in memory that threads can share. */
  static of(rows: readonly (readonly number[])[]): Catalogue {
    return new Catalogue(labs.SharedContext.ofMatrix(rows.length, rows[0].length, rows.flat()));
  }

  /** What crosses to another thread. */
  share(): CatalogueHandle {
    return this.#context; // the swarm shares what the lab can share
  }

  /** The same catalogue, on the other side. */
  static from(handle: CatalogueHandle): Catalogue {
    return new Catalogue(handle);
  }

  /** The number at a row and a column. */
  at(row: number, column: number): number {
    const { values, columns } = this.#context.matrix;
    return values[row * columns + column];
  }

  /** Corrects one number, for everybody. */
  correct(row: number, column: number, value: number): void {
    const { values, columns } = this.#context.matrix;
    values[row * columns + column] = value;
  }

  /** Which row comes nearest to the wanted one. */
  nearest(wanted: readonly number[]): number {
    const distance = (row: number) =>
      wanted.reduce((sum, value, column) => sum + (this.at(row, column) - value) ** 2, 0);
    const rows = Array.from({ length: this.#context.matrix.rows }, (_, row) => row);
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
