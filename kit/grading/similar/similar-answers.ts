/**
 * Answers of a class that share much of their code. It is a list for a person to look at, and never a verdict: short answers to a narrow
 * question often look alike.
 *
 * Each answer is a set of overlapping runs of words of code with names replaced, as in Schleimer, Wilkerson and Aiken, "Winnowing: local
 * algorithms for document fingerprinting" (SIGMOD 2003), the idea behind MOSS. What was handed out is left out, and so are runs that many
 * answers have.
 */
export class SimilarAnswers {
  readonly #runsOf: (code: string) => readonly string[];
  readonly #numbers = new Map<string, number>();
  readonly #answers = new Map<string, Answer[]>();

  /** @param runsOf the runs of an answer that are its own */
  constructor(runsOf: (code: string) => readonly string[]) {
    this.#runsOf = runsOf;
  }

  /**
   * @param submission what was handed in; two answers of one submission, as those of a group, are not compared
   */
  add(
    answer: { readonly exercise: string; readonly student: string; readonly submission: string },
    code: string,
  ): void {
    const runs = new Set<number>();
    for (const run of this.#runsOf(code)) {
      const number = this.#numbers.get(run) ?? this.#numbers.size;
      this.#numbers.set(run, number);
      runs.add(number);
    }
    if (runs.size < FEWEST_RUNS) return;
    const { exercise } = answer;
    const known = this.#answers.get(exercise);
    if (known === undefined) this.#answers.set(exercise, [{ ...answer, runs }]);
    else known.push({ ...answer, runs });
  }

  /** The pairs that share most, the largest share first. */
  pairs(): SimilarPair[] {
    return [...this.#answers.values()]
      .flatMap(similarPairs)
      .toSorted((a, b) => b.share - a.share || b.runs - a.runs || (nameOf(a) < nameOf(b) ? -1 : 1));
  }
}

export interface SimilarPair {
  readonly exercise: string;
  readonly students: readonly [string, string];
  /** The part of the larger answer that the other one has too, from 0 to 1. */
  readonly share: number;
  /** How many runs they share. */
  readonly runs: number;
}

interface Answer {
  readonly exercise: string;
  readonly student: string;
  readonly submission: string;
  readonly runs: ReadonlySet<number>;
}

/** An answer of fewer runs of its own says nothing about where it comes from. */
const FEWEST_RUNS = 15;
/** The share from which a pair is listed. */
const LEAST_SHARE = 0.8;
/** A run that more answers have is common knowledge. In a small class that is this many answers, in a large one this share of them. */
const COMMON_ANSWERS = 4;
const COMMON_SHARE = 0.1;

function similarPairs(answers: readonly Answer[]): SimilarPair[] {
  const common = Math.max(COMMON_ANSWERS, answers.length * COMMON_SHARE);
  const holders = new Map<number, number[]>();
  for (const [index, { runs }] of answers.entries()) {
    for (const run of runs) {
      const known = holders.get(run);
      if (known === undefined) holders.set(run, [index]);
      else known.push(index);
    }
  }
  const own = answers.map(() => 0);
  const shared = new Map<number, number>();
  for (const indexes of holders.values()) {
    if (indexes.length > common) continue;
    for (const [at, first] of indexes.entries()) {
      own[first] = (own[first] ?? 0) + 1;
      for (const second of indexes.slice(at + 1)) {
        const key = first * answers.length + second;
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
    }
  }
  return [...shared].flatMap(([key, runs]): SimilarPair[] => {
    const [first, second] = [Math.floor(key / answers.length), key % answers.length];
    const [one, other] = [answers[first] as Answer, answers[second] as Answer];
    const share = runs / Math.max(own[first] ?? 1, own[second] ?? 1);
    if (one.submission === other.submission || runs < FEWEST_RUNS || share < LEAST_SHARE) return [];
    const students = [one.student, other.student].toSorted() as [string, string];
    return [{ exercise: one.exercise, students, share, runs }];
  });
}

const nameOf = ({ exercise, students }: SimilarPair) => [exercise, ...students].join(" ");
