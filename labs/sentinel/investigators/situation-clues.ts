import { median } from "../../common/median.ts";
import type { LogEvent } from "../log-event.ts";
import type { Investigation } from "../signal.ts";
import { type Case, isOfBusyMachine, isOfMoreWork } from "./case.ts";
import type { Clue } from "./clue.ts";
import {
  DEPLOY_AFTER_SECONDS,
  DEPLOY_MINUTES,
  EVIDENCE_WEIGHTS,
  LEAST_CLOCK_OFFSET_SECONDS,
} from "./evidence-weights.ts";
import { WORDING_CLASSES } from "./wording-classes.ts";

const DRIFTS = [
  { cause: "memory-leak", words: /heap|\bmem|memory|\brss\b|resident|\bgc\b/iu, shows: "its memory grows" },
  { cause: "disk-full", words: /disk|volume|mount|filesystem|storage|inode/iu, shows: "its disk fills" },
  {
    cause: "noisy-neighbour",
    words: /steal|throttl|cpu|wait|delay|latency|duration|took|elapsed|\bms\b/iu,
    shows: "it became slow, or takes more of the processor",
  },
] as const;

/** A deploy shortly before bad lines that are the service's own, or those of a callee that they name. */
export function deployClues({ investigation, badLines, blamed, firstLineAt, service }: Case): Clue[] {
  if (badLines.length === 0) return [];
  const blamedShare = Math.min(
    1,
    blamed.reduce((sum, { share }) => sum + share, 0),
  );
  return investigation.deploys.flatMap((deploy) => {
    const seconds = firstLineAt - deploy.time;
    if (seconds < -DEPLOY_AFTER_SECONDS || seconds > 3600) return [];
    const of =
      deploy.service === service ? undefined : blamed.find(({ callee }) => callee.service === deploy.service);
    const share = deploy.service === service ? 1 - blamedShare : (of?.share ?? 0);
    const weight = EVIDENCE_WEIGHTS.deploy * share * 3 ** (-Math.max(0, seconds) / 60 / DEPLOY_MINUTES);
    const when = seconds < 0 ? "at the same time" : `${Math.round(seconds)} s before`;
    const shows = `version ${deploy.version} of ${deploy.service} was deployed ${when}`;
    return weight < 0.1
      ? []
      : [{ cause: "bad-deploy" as const, culprit: deploy.service, shows, lines: [], weight }];
  });
}

const STARTS = /\b(?:starting|started|booting|launching|initiali[sz]ed)\b/iu;
const VERSION = /\bv?\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?\b/u;
const RESTART_SECONDS = 120;

/** Without a version in each line, a deploy shows as a program that starts and says its version, shortly before its bad lines. */
export function restartClues({ investigation, badLines, firstLineAt, service }: Case): Clue[] {
  if (badLines.length === 0 || investigation.deploys.length > 0) return [];
  const starts = investigation.lines.filter(
    ({ text, severity, seenAt }) =>
      severity === "info" &&
      seenAt <= firstLineAt &&
      seenAt >= firstLineAt - RESTART_SECONDS &&
      STARTS.test(text) &&
      VERSION.test(text),
  );
  // Programs that write so of each of their jobs do not start.
  if (starts.length === 0 || starts.length > 3) return [];
  const shows = "it was started shortly before";
  return [{ cause: "bad-deploy", culprit: service, shows, lines: starts, weight: EVIDENCE_WEIGHTS.restart }];
}

/** What the signals themselves say: silence, a wrong clock, a value that rises, more requests than it can serve. */
export function signalClues(one: Case): Clue[] {
  const { service, badLines, blamed, investigation } = one;
  const { kind, reason } = investigation.signal;
  const clue = (cause: Clue["cause"], shows: string, weight: number): Clue => ({
    ...{ cause, culprit: service, shows, weight, lines: [] },
  });
  const clues: Clue[] = [];
  if (kind === "silence") {
    const last = investigation.lines.slice(-1);
    clues.push({
      ...clue("dependency-down", "it has gone silent after this line", EVIDENCE_WEIGHTS.silent),
      lines: last,
    });
  }
  const offset = clockOffset(one);
  if (kind === "clock-offset" || Math.abs(offset) >= LEAST_CLOCK_OFFSET_SECONDS) {
    const lines = investigation.lines.filter(
      ({ time, seenAt }) => Math.abs(time - seenAt) >= LEAST_CLOCK_OFFSET_SECONDS,
    );
    const shows = `its clock is ${Math.abs(offset).toFixed(0)} s ${offset > 0 ? "ahead" : "behind"}`;
    clues.push({ ...clue("clock-skew", shows, EVIDENCE_WEIGHTS.clockOffset), lines });
  }
  if (kind === "value-drift") {
    const drift = DRIFTS.find(({ words }) => words.test(reason));
    const culprit =
      drift?.cause === "noisy-neighbour" && !isOfMoreWork(investigation.signal)
        ? (one.busyNeighbour ?? service)
        : service;
    if (drift !== undefined)
      clues.push({ ...clue(drift.cause, drift.shows, EVIDENCE_WEIGHTS.drift), culprit });
  }
  const overloaded = WORDING_CLASSES.filter(
    ({ cause, about }) => cause === "retry-storm" && about === "self",
  );
  if (kind === "rate-up" && badLines.some(({ text }) => overloaded.some(({ words }) => words.test(text))))
    clues.push(
      clue("retry-storm", "it gets more requests than it can serve", EVIDENCE_WEIGHTS.overloadedMore),
    );
  const repeats = badLines.filter(
    (line) => isRepeated(line) && !blamed.some(({ lines }) => lines.includes(line)),
  );
  if (writesMore(investigation) && repeats.length > badLines.length / 2) {
    const shows = "it writes much more, and most of that is of calls that it repeats";
    clues.push({ ...clue("retry-storm", shows, EVIDENCE_WEIGHTS.repeatsMore), lines: repeats });
  }
  return clues;
}

const REPEATED = WORDING_CLASSES.filter(({ cause, about }) => cause === "retry-storm" && about === "named");

/** Whether the service writes at least twice as much as before, whatever the signal was about. */
function writesMore({ signal, templates }: Investigation): boolean {
  const sum = (key: "before" | "since") => templates.reduce((total, each) => total + each[key], 0);
  return signal.kind === "rate-up" || (sum("before") > 0 && sum("since") >= 2 * sum("before"));
}

function isRepeated({ text }: LogEvent): boolean {
  return REPEATED.some(({ words }) => words.test(text));
}

/** Who on the same host became busy when the others became slow. */
export function hostClues({ investigation, badLines, service, busyNeighbour }: Case): Clue[] {
  const { signal, neighbours } = investigation;
  const sameHost = neighbours.filter(({ relation }) => relation === "same-host");
  const own = badLines.filter(isOfBusyMachine);
  const isSlow = own.length > 0 || signal.kind === "value-drift";
  const complaining = sameHost.filter(({ lines }) => lines.some(isOfBusyMachine));
  if (isOfMoreWork(signal) && own.length === 0 && complaining.length > 0) {
    const lines = complaining.flatMap((each) => each.lines.filter(isOfBusyMachine).slice(0, 2));
    const shows = "it became busy, and others on its host complain";
    return [{ cause: "noisy-neighbour", culprit: service, shows, lines, weight: EVIDENCE_WEIGHTS.busySelf }];
  }
  if (!isSlow) return [];
  if (busyNeighbour === undefined) return [];
  const shows = `${busyNeighbour} on the same host became busy`;
  const weight = EVIDENCE_WEIGHTS.busyNeighbour * (own.length > 0 ? 1 : 0.5);
  return [{ cause: "noisy-neighbour", culprit: busyNeighbour, shows, lines: own, weight }];
}

/** Innocent reasons: a load test, a template that was renamed. */
export function harmlessClues({ investigation, badLines, risen, service }: Case): Clue[] {
  const { signal, templates } = investigation;
  const harmless = (shows: string, weight: number): Clue[] => [
    { cause: "harmless", culprit: service, shows, weight, lines: [] },
  ];
  if (badLines.length > 0) return [];
  const gone = templates.filter(({ before, since }) => before > 0 && since < before / 3);
  const come = risen.filter(
    ({ severity }) => severity === "info" || severity === "debug" || severity === "trace",
  );
  if (come.length > 0 && gone.length > 0 && signal.kind !== "value-drift") {
    return harmless("one template went and another came, and nothing complains", EVIDENCE_WEIGHTS.renamed);
  }
  if (signal.kind === "rate-up")
    return harmless("it writes more of everything, and nothing complains", EVIDENCE_WEIGHTS.moreOfAll);
  if (signal.kind === "new-template" || signal.kind === "error-ratio")
    return harmless("what is new does not complain", EVIDENCE_WEIGHTS.renamed / 2);
  return [];
}

/** Seconds by which the service's clock is ahead, by the middle one of its newest lines. */
export function clockOffset({ investigation, firstLineAt }: Case): number {
  const offsets = investigation.lines
    .filter(({ seenAt }) => seenAt >= firstLineAt - 1)
    .map(({ time, seenAt }) => time - seenAt);
  return offsets.length < 2 ? 0 : median(offsets);
}
