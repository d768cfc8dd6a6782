import { median } from "../../common/median.ts";
import { isDecided, LOOKS, lookAt } from "../statistics/looks.ts";
import type { Disturbable, Measured } from "./measured.ts";
import { RunRecord } from "./run-record.ts";

/** A run that takes time. */
export interface TimedRun extends Disturbable {
  readonly seconds: number;
  readonly failed: number;
}

/** Variants that are compared with each other. */
export interface Group<Variant> {
  readonly variants: readonly Variant[];
  /** Variants that are measured with the others and compared with none, such as the machine's ceiling. @default none */
  readonly besides?: readonly Variant[];
  /** Rounds after which the group is measured no further, decided or not. @default the last look's */
  readonly mostRounds?: number;
}

export interface UntilDecidedOptions<Variant, Run extends TimedRun> {
  /** The groups, the most important one first: it gets its rounds also when the time does not suffice for all. */
  readonly groups: readonly Group<Variant>[];
  /** The time budget, in seconds, above 0. No batch of rounds begins that would probably end after it. */
  readonly budgetSeconds: number;
  readonly measure: (variant: Variant) => Promise<Run>;
  /** Called after each measurement; `run` is null when it failed. */
  readonly onMeasured?: (event: { variant: Variant; run: Run | null; done: number; total: number }) => void;
  /** A run is disturbed when other programs used more than this share of the machine. @default 0.1 */
  readonly disturbance?: number;
  /** Seconds on any clock that does not go back. @default performance.now() / 1000 */
  readonly now?: () => number;
}

/** Why a group was measured no further. */
export type GroupEnd = "decided" | "most rounds" | "out of time" | "stopped";

export interface UntilDecided<Variant, Run> {
  readonly measured: readonly Measured<Variant, Run>[];
  /** For each group, in their order. */
  readonly ends: readonly GroupEnd[];
  readonly isPartial: boolean;
}

interface GroupState<Variant> {
  readonly group: Group<Variant>;
  readonly all: readonly Variant[];
  rounds: number;
  end: GroupEnd | undefined;
  /** Seconds of each round so far. */
  readonly took: number[];
}

/**
 * Measures groups of variants, interleaved, until each group is decided (see `isDecided`) or the time is spent. It looks
 * only after the numbers of rounds in {@link LOOKS}, whose false winners add up to less than 5 %. The first round shows
 * what a round costs; after it, rounds come in batches that end with a look, and a batch that does not fit is not begun.
 *
 * Each round measures every variant once, in turn forwards and backwards, so that no variant always follows the same one.
 * Runs that other programs have disturbed are measured again before a look, once each; the calmest count.
 */
export async function measureUntilDecided<Variant, Run extends TimedRun>(
  options: UntilDecidedOptions<Variant, Run>,
): Promise<UntilDecided<Variant, Run>> {
  const { groups, budgetSeconds, measure, onMeasured, disturbance, now = secondsNow } = options;
  const began = now();
  const states = groups.map((group): GroupState<Variant> => {
    return { group, all: [...group.variants, ...(group.besides ?? [])], rounds: 0, end: undefined, took: [] };
  });
  const timeLeft = () => began + budgetSeconds - now();
  const record: RunRecord<Variant, Run> = new RunRecord({
    variants: states.flatMap(({ all }) => all),
    measure,
    disturbance,
    onMeasured: ({ variant, run, done }) => onMeasured?.({ variant, run, done, total: done + ahead() }),
  });
  /** The runs up to the next look of each group that is measured on, as far as the time suffices for them. */
  const ahead = () => {
    const going = states.filter(({ end }) => end === undefined);
    const runs = going.flatMap((state) =>
      state.all.map((variant) => Math.max(0, nextLook(state) - record.runsOf(variant).length)),
    );
    const planned = runs.reduce((sum, each) => sum + each, 0);
    const secondsOfRun = (now() - began) / Math.max(1, record.done);
    return Math.min(planned, Math.max(1, Math.ceil(timeLeft() / secondsOfRun)));
  };
  const isStopped = async (state: GroupState<Variant>): Promise<boolean> => {
    const start = now();
    const order = state.rounds % 2 === 0 ? state.all : state.all.toReversed();
    if (!(await record.measureEach(order))) return true;
    state.rounds++;
    state.took.push(now() - start);
    return false;
  };
  const stop = () => {
    for (const state of states) state.end ??= "stopped";
    return outcome(true);
  };
  const outcome = (isPartial: boolean): UntilDecided<Variant, Run> => ({
    measured: states.flatMap(({ all, rounds }) =>
      all.map((variant) => record.measured(variant, isPartial ? record.runsOf(variant).length : rounds)),
    ),
    ends: states.map(({ end }) => end ?? "stopped"),
    isPartial,
  });

  // The first round of every group says what a round of it costs.
  for (const state of states) if (await isStopped(state)) return stop();
  for (;;) {
    const batch = affordable(states, timeLeft());
    if (batch.length === 0) return outcome(false);
    const looks = new Map(batch.map((state) => [state, nextLook(state)]));
    while (batch.some((state) => state.rounds < (looks.get(state) ?? 0)))
      for (const state of batch)
        if (state.rounds < (looks.get(state) ?? 0) && (await isStopped(state))) return stop();
    for (const state of batch) {
      const again = state.all.filter((variant) => record.calmRuns(variant) < state.rounds);
      const cost = (median(state.took) * again.length) / state.all.length;
      if (again.length > 0 && cost < timeLeft() && !(await record.measureEach(again))) return stop();
      const seen = state.group.variants.flatMap((variant) => {
        const { runs } = record.measured(variant, state.rounds);
        if (record.hasFailed(variant) || runs.some(({ failed }) => failed > 0)) return [];
        return lookAt(runs.map(({ seconds }) => seconds)) ?? [];
      });
      if (isDecided(seen)) state.end = "decided";
      else if (state.rounds >= mostRounds(state)) state.end = "most rounds";
    }
  }
}

/**
 * The groups that go on to their next look, the most important first, as far as the time suffices; the others end. The
 * first group always gets the rounds of its first look.
 */
function affordable<Variant>(states: readonly GroupState<Variant>[], seconds: number): GroupState<Variant>[] {
  let left = seconds;
  return states.filter((state, index) => {
    if (state.end !== undefined) return false;
    const cost = median(state.took) * (nextLook(state) - state.rounds);
    if (cost <= left || (index === 0 && state.rounds === 1)) {
      left -= cost;
      return true;
    }
    state.end = "out of time";
    return false;
  });
}

function nextLook<Variant>(state: GroupState<Variant>): number {
  return Math.min(LOOKS.find((rounds) => rounds > state.rounds) ?? state.rounds, mostRounds(state));
}

function mostRounds<Variant>({ group }: GroupState<Variant>): number {
  return group.mostRounds ?? LOOKS.at(-1) ?? 0;
}

function secondsNow(): number {
  return performance.now() / 1000;
}
