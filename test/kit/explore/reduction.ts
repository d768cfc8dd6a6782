import { explorationOptionsOf } from "../../../kit/explore/exploration.ts";
import type { ExploreOptions } from "../../../kit/explore/index.ts";
import { BoundedSearch } from "../../../kit/explore/schedule/bounded-search.ts";
import { ReducedSearch } from "../../../kit/explore/schedule/reduced-search.ts";
import { Run } from "../../../kit/explore/schedule/run.ts";
import { SleepSetSearch } from "../../../kit/explore/schedule/sleep-set-search.ts";

/** Numbers that look random and are the same each time. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0 || 1;
  }
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state % limit;
  }
}

/** One line of a random thread: on one of two words, with a small number. */
const LINES = [
  (at: number) => `seen.push(Atomics.load(words, ${at}));`,
  (at: number, n: number) => `Atomics.store(words, ${at}, ${n});`,
  (at: number, n: number) => `seen.push(Atomics.add(words, ${at}, ${n}));`,
  (at: number, n: number) => `seen.push(Atomics.compareExchange(words, ${at}, 0, ${n}));`,
  (at: number) => `seen.push(words[${at}]);`,
  (at: number, n: number) => `words[${at}] = ${n};`,
  (at: number) => `seen.push(Atomics.wait(words, ${at}, 0));`,
  (at: number) => `seen.push(Atomics.notify(words, ${at}, 1));`,
];

/** The text of each thread of a random program: two threads of 4 lines each, or three threads of the given number of lines. */
export function randomProgram(random: Random, linesOfThree: number): string[] {
  const threads = 2 + random.below(2);
  const lines = threads === 2 ? 4 : linesOfThree;
  return Array.from({ length: threads }, (_, thread) => {
    const body = Array.from({ length: lines }, () =>
      LINES[random.below(LINES.length)]?.(random.below(2), (1 + random.below(3)) * 10 + thread),
    );
    return `({ words }) => { const seen = []; ${body.join(" ")} return seen; }`;
  });
}

/** All final states that a search comes to, and in how many runs. */
export function finalStates(
  threads: readonly string[],
  search: BoundedSearch | SleepSetSearch | "reduced",
  stepsPerRun = 5000,
): { states: string; runs: number; hasRaces: boolean } {
  const states = new Set<string>();
  const words = new Int32Array(new SharedArrayBuffer(8));
  const options = explorationOptionsOf({
    shared: { words },
    stepsPerRun,
    threads: threads.map((text, i) => ({ name: `thread ${i}`, text })),
    finally: (_shared: unknown, results: readonly unknown[]) => {
      states.add(JSON.stringify([[...words], results]));
    },
  } as unknown as ExploreOptions<never>);
  let runs = 0;
  options.knownStops.isUsed = search === "reduced";
  const chooser = search === "reduced" ? new ReducedSearch(options) : search;
  do {
    const run = new Run(options);
    const end = run.execute(chooser);
    if (end.kind === "pruned") continue;
    runs++;
    // No thread can continue: that is a final state, too.
    if (end.kind === "stuck")
      states.add(`stuck ${[...words]} ${run.threads.map(({ state, steps }) => `${state} ${steps}`)}`);
  } while (chooser.next());
  return { states: [...states].sort().join("\n"), runs, hasRaces: options.races.races.size > 0 };
}

/** Lines of threads that wait in a loop. The loop is written in two ways that mean the same. */
const WAITING_LINES = [
  ...LINES.slice(0, 6),
  (at: number) => `LOOP(Atomics.load(words, ${at}) === 0);`,
  (at: number, n: number) =>
    `LOOP(Atomics.compareExchange(words, ${at}, 0, ${n}) !== 0); Atomics.store(words, ${at}, 0);`,
];

/**
 * A loop that stands still is left out until another thread writes the memory that it reads. Does that lose a final state? The same programs run again with
 * loops that count their turns, so that they never stand still; of those all runs up to a length are looked at.
 *
 * @returns programs with a final state that only the counting loops came to, and how many states were compared
 */
export function compareLoops(programs: number, seed: number, longest: number) {
  const random = new Random(seed);
  const losing: string[] = [];
  let compared = 0;
  for (let i = 0; i < programs; i++) {
    const texts = Array.from({ length: 2 }, (_, thread) => {
      const body = Array.from({ length: 3 }, () =>
        WAITING_LINES[random.below(WAITING_LINES.length)]?.(
          random.below(2),
          (1 + random.below(3)) * 10 + thread,
        ),
      );
      return `({ words }) => { const seen = []; ${body.join(" ")} return seen; }`;
    });
    const standing = texts.map((text) => text.replaceAll("LOOP(", "while ("));
    const counting = texts.map((text) =>
      text.replaceAll(/LOOP\((.*?)\);/g, "for (let turns = 0; $1; turns++);"),
    );
    const known = new Set(finalStates(standing, "reduced").states.split("\n"));
    const bounded = new Set(finalStates(standing, new BoundedSearch(100)).states.split("\n"));
    const states = finalStates(counting, new SleepSetSearch(false), longest).states.split("\n");
    compared += states.length;
    if (states.some((state) => state !== "" && !(known.has(state) && bounded.has(state))))
      losing.push(texts.join("\n"));
  }
  return { losing, compared };
}

/** Compares what the reduced search, and the bounded one without a bound, come to with plain depth-first search. */
export function compareSearches(programs: number, seed: number, linesOfThree: number) {
  const random = new Random(seed);
  const differing: string[] = [];
  let [plainRuns, reducedRuns] = [0, 0];
  for (let i = 0; i < programs; i++) {
    const threads = randomProgram(random, linesOfThree);
    const plain = finalStates(threads, new SleepSetSearch(false));
    const reduced = finalStates(threads, "reduced");
    const bounded = finalStates(threads, new BoundedSearch(100));
    plainRuns += plain.runs;
    reducedRuns += reduced.runs;
    if (
      plain.states !== reduced.states ||
      plain.states !== bounded.states ||
      plain.hasRaces !== reduced.hasRaces
    )
      differing.push(threads.join("\n"));
  }
  return { differing, plainRuns, reducedRuns, reduction: plainRuns / reducedRuns };
}

/** The same where a thread may die between any two steps. */
export function compareCrashes(programs: number, seed: number) {
  const random = new Random(seed);
  const differing: string[] = [];
  for (let i = 0; i < programs; i++) {
    const threads = randomProgram(random, 2).slice(0, 2);
    const [plain, reduced] = (["plain", "reduced"] as const).map((kind) => statesWithDeaths(threads, kind));
    if (plain !== reduced) differing.push(threads.join("\n"));
  }
  return differing;
}

function statesWithDeaths(threads: readonly string[], kind: "plain" | "reduced"): string {
  const states = new Set<string>();
  const words = new Int32Array(new SharedArrayBuffer(8));
  const options = explorationOptionsOf({
    shared: { words },
    crash: true,
    threads: threads.map((text, i) => ({ name: `thread ${i}`, text })),
    finally: (_shared: unknown, results: readonly unknown[], died: readonly number[]) => {
      states.add(JSON.stringify([[...words], results, died]));
    },
  } as unknown as ExploreOptions<never>);
  options.knownStops.isUsed = kind === "reduced";
  const search = kind === "reduced" ? new ReducedSearch(options) : new SleepSetSearch(false);
  do {
    const run = new Run(options);
    if (run.execute(search).kind === "stuck")
      states.add(`stuck ${[...words]} ${run.threads.map(({ state }) => state)}`);
  } while (search.next());
  return [...states].sort().join("\n");
}
