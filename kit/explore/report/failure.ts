import type { ExplorationOptions } from "../schedule/exploration-options.ts";
import type { Race, RaceDetector, RacingAccess } from "../schedule/races.ts";
import { Run } from "../schedule/run.ts";
import type { RunEnd } from "../schedule/run-end.ts";
import { Script } from "../schedule/scripts.ts";
import { letterOf, traceOf } from "../schedule/trace.ts";
import type { Failure, RaceReport, Step } from "../verdict.ts";
import type { CellNames } from "./cell-names.ts";
import type { Judgement } from "./judge.ts";
import { historyLines } from "./linearizability.ts";
import type { Owners } from "./owners.ts";
import { placeOf, Recorder } from "./recorder.ts";

/** The most steps in a report: the first ones, and the last ones, which lead to the failure. */
const MOST_STEPS = 160;
const FIRST_STEPS = 20;
const FEW_STEPS = 8;

type Judge = (run: Run, end: RunEnd, names: CellNames, owners: Owners) => Judgement;

/** Runs a failing interleaving again and records its steps. */
export function failureOf(
  options: ExplorationOptions,
  choices: readonly number[],
  names: CellNames,
  judge: Judge,
): Failure {
  const { run, recorder, end } = replay(options, choices, names);
  const { kind, message } = judge(run, end, names, recorder.owners);
  const fatal = kind === "wrong end" ? lastChange(recorder.finished) : undefined;
  return report(run, recorder, { kind, message }, [fatal ?? run.choices.length]);
}

/** The last step that changed memory other than a lock. It causes a wrong result that shows only at the end. */
function lastChange(steps: readonly Step[]): number | undefined {
  const locks = new Set(steps.flatMap((step) => step.owners.map(([cell]) => cell)));
  return steps.findLast(({ changes }) => changes.some(([cell]) => !locks.has(cell)))?.number;
}

/** The race with the shortest run, if there is one. */
export function raceFailure(
  options: ExplorationOptions,
  { races }: RaceDetector,
  names: CellNames,
): Failure | undefined {
  const [race] = [...races.values()].sort((a, b) => a.choices.length - b.choices.length);
  if (race === undefined) return undefined;
  const { run, recorder } = replay(options, race.choices, names);
  const length = race.choices.length;
  const second = recorder.steps[length - 1];
  const first = recorder.steps.findLast(
    (step) => step.number < length && step.thread === race.first.thread && sameLine(step, race.first),
  );
  const fatal = [first?.number, second?.number].filter((number) => number !== undefined);
  recorder.steps.length = Math.min(recorder.steps.length, length);
  run.choices.length = Math.min(run.choices.length, length);
  return report(run, recorder, { kind: "data race", message: raceSentence(race, names) }, fatal);
}

function sameLine(step: Step, access: RacingAccess): boolean {
  const { inside, line } = placeOf(access.site);
  return step.inside === inside && step.line === line;
}

/** All races, each in one sentence. */
export function raceReports({ races }: RaceDetector, names: CellNames): RaceReport[] {
  return [...races.values()].map((race) => ({
    memory: names.name(race.memory, race.low, race.high),
    message: raceSentence(race, names),
  }));
}

function raceSentence(race: Race, names: CellNames): string {
  const memory = names.name(race.memory, race.low, race.high);
  const say = (access: RacingAccess) => {
    const { inside, line } = placeOf(access.site);
    const verb = access.writes ? "writes" : "reads";
    return `${letterOf(access.thread)} ${verb} it${access.isAtomic ? " atomically" : ""}${line ? ` at line ${line} of ${inside || "its code"}` : ""}`;
  };
  return `${say(race.first).replace(" it", ` ${memory}`)} and ${say(race.second)}, and nothing puts the two in order.`;
}

function replay(options: ExplorationOptions, choices: readonly number[], names: CellNames) {
  const recorder = new Recorder(names);
  const run = new Run(options);
  const end = run.execute(new Script(choices), recorder);
  return { run, recorder, end };
}

function report(
  run: Run,
  recorder: Recorder,
  { kind, message }: Judgement,
  fatal: readonly number[],
): Failure {
  const steps = recorder.finished;
  // A few steps show a run without an end.
  const most = kind === "livelock" && run.end?.kind === "too-long" ? FIRST_STEPS + FEW_STEPS : MOST_STEPS;
  const shown =
    steps.length <= most ? steps : [...steps.slice(0, FIRST_STEPS), ...steps.slice(FIRST_STEPS - most)];
  return {
    kind,
    message,
    trace: traceOf(run.choices),
    preemptions: steps.filter((step) => step.isPreemption).length,
    steps: shown,
    length: steps.length,
    history: run.operations ? historyLines(run.operations.records, letterOf) : [],
    fatal,
    before: [...recorder.first],
  };
}
