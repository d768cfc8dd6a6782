import { allShingles } from "../../guard/index.ts";
import { withOpenedLines } from "./bare-code.ts";

/** The structure of a text that no learner may get: runs of five words of code, whatever its names are. */
export interface SecretStructure {
  /** What the text is a part of, such as "the solution of exercise 02.3". */
  readonly of: string;
  readonly runs: ReadonlySet<string>;
}

/**
 * A file holds a secret when it has so many of its runs of code that (nearly) no other file has, and this share of them. In the learners' copy of the
 * whole course the largest numbers by chance were 5 runs and 30 %. Every second line of a solution leaves a tenth to two thirds of its runs, so that such
 * a copy is found of some solutions only, and a solution of fewer than 5 runs by its text alone.
 */
const FOUND_RUNS = 5;
const FOUND_SHARE = 0.35;
/** A run in more files than these says nothing: `for (const one of all)` is everybody's. */
const RARE_IN_FILES = 3;

/** The structure of a secret, without that of texts which learners have. */
export function structureOf(of: string, secret: string, known: ReadonlySet<string>): SecretStructure {
  const runs = new Set([...allShingles([secret])].filter((run) => !known.has(run)));
  return { of, runs };
}

/** Finds files that hold the structure of secrets, renamed, in part or in another order. */
export class StructureSearch {
  readonly #wanted: ReadonlySet<string>;
  readonly #secrets: readonly SecretStructure[];
  readonly #filesOf = new Map<string, Set<string>>();

  constructor(secrets: readonly SecretStructure[]) {
    this.#secrets = secrets;
    this.#wanted = new Set(secrets.flatMap(({ runs }) => [...runs]));
  }

  add(file: string, text: string): void {
    for (const run of allShingles([...new Set([text, withOpenedLines(text)])])) {
      if (!this.#wanted.has(run)) continue;
      const files = this.#filesOf.get(run);
      if (files) files.add(file);
      else this.#filesOf.set(run, new Set([file]));
    }
  }

  /** @returns each file with the secret that it holds */
  found(): { readonly file: string; readonly of: string }[] {
    return this.#secrets.flatMap(({ of, runs }) => {
      const counts = new Map<string, number>();
      for (const run of runs) {
        const files = this.#filesOf.get(run) ?? new Set();
        if (files.size > RARE_IN_FILES) continue;
        for (const file of files) counts.set(file, (counts.get(file) ?? 0) + 1);
      }
      const needed = Math.max(FOUND_RUNS, FOUND_SHARE * runs.size);
      return [...counts].filter(([, count]) => count >= needed).map(([file]) => ({ file, of }));
    });
  }
}
