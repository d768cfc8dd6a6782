/** What can be wrong with what is read. */
export type ProblemKind =
  | "not-utf8"
  | "binary"
  | "line-too-long"
  | "damaged-json"
  | "no-message"
  | "time-in-future"
  | "time-long-past"
  | "source-failed"
  | "shed"
  | "file-truncated";

export interface Problem {
  readonly kind: ProblemKind;
  readonly count: number;
  /** Where it was met first. */
  readonly source: string;
  /** One sentence: what was met, and what became of it. */
  readonly sentence: string;
}

/** What happened to lines, counted by kind. The first of each kind and source names itself. */
export class Problems {
  readonly #counts = new Map<
    string,
    { kind: ProblemKind; source: string; count: number; sentence: string }
  >();

  add(kind: ProblemKind, source: string, sentence: string, count = 1): void {
    const key = this.#counts.size < MOST_ENTRIES ? `${kind} ${source}` : kind;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { kind, source, count, sentence });
    else known.count += count;
  }

  list(): Problem[] {
    return [...this.#counts.values()].map((each) => ({ ...each }));
  }

  count(kind: ProblemKind): number {
    let sum = 0;
    for (const each of this.#counts.values()) if (each.kind === kind) sum += each.count;
    return sum;
  }
}

/** Sources beyond are counted together. */
const MOST_ENTRIES = 1000;
