import type { LogEvent } from "../log-event.ts";
import { type Case, complains } from "./case.ts";
import type { Clue } from "./clue.ts";
import { EVIDENCE_WEIGHTS } from "./evidence-weights.ts";
import { WORDING_CLASSES } from "./wording-classes.ts";

/** What the words of the bad lines say. A line about another service speaks for that one. */
export function wordingClues({ badLines, blamed, service, busyNeighbour }: Case): Clue[] {
  const named = new Map<LogEvent, string>();
  for (const { callee, lines } of blamed)
    for (const line of lines) named.set(line, named.get(line) ?? callee.service);
  const clues: Clue[] = [];
  const understood = new Set<LogEvent>();
  for (const { cause, shows, about, weight, words } of WORDING_CLASSES) {
    const lines = badLines.filter(({ text }) => words.test(text));
    for (const line of lines) understood.add(line);
    const others =
      about === "named" || cause === "retry-storm" ? lines.filter((line) => named.has(line)) : [];
    const own = lines.filter((line) => !others.includes(line));
    for (const culprit of new Set(others.map((line) => named.get(line) as string))) {
      const theirs = others.filter((line) => named.get(line) === culprit);
      clues.push({ cause, culprit, shows, lines: theirs, weight: weight * strength(theirs, badLines) });
    }
    // A service says of itself that it cannot be reached only where it has lost a service that it does not name.
    if (own.length > 0) {
      const certain = about === "self" || cause === "certificate-expired" ? 1 : 0.5;
      // Who takes the machine's time is another one on it.
      const culprit = cause === "noisy-neighbour" ? (busyNeighbour ?? service) : service;
      clues.push({
        cause,
        culprit,
        shows,
        lines: own,
        weight: weight * certain * strength(own, badLines),
      });
      if (cause === "noisy-neighbour" && busyNeighbour === undefined)
        clues.push({
          cause: "unknown",
          culprit: service,
          shows: "it does not show which neighbour that is",
          lines: [],
          weight: EVIDENCE_WEIGHTS.unknownNeighbour * strength(own, badLines),
        });
    }
  }
  const rest = badLines.filter((line) => !understood.has(line) && !named.has(line));
  if (rest.length > 0) {
    const weight = EVIDENCE_WEIGHTS.unknownWords * strength(rest, badLines);
    clues.push({
      cause: "unknown",
      culprit: service,
      shows: "something is wrong, in words of its own",
      lines: rest,
      weight,
    });
  }
  return clues;
}

/** What a callee that is blamed says of itself. */
export function calleeClues({ blamed, firstLineAt, investigation }: Case): Clue[] {
  return blamed.flatMap(({ callee, share, lines: naming }) => {
    const { service, signals } = callee;
    const clues: Clue[] = [];
    const bad = callee.lines.filter((line) => complains(line) && line.seenAt >= firstLineAt - 120);
    for (const { cause, shows, about, weight, words } of WORDING_CLASSES) {
      // What the callee says of its own callees is for its own investigator.
      if (cause === "unknown" || (about === "named" && cause !== "certificate-expired")) continue;
      const lines = bad.filter(({ text }) => words.test(text));
      if (lines.length === 0) continue;
      const part = EVIDENCE_WEIGHTS.calleeWording * strength(lines, bad) * share;
      clues.push({
        cause,
        culprit: service,
        shows: `${service} says: ${shows}`,
        lines,
        weight: weight * part,
      });
    }
    const isSilent = signals.some(({ kind }) => kind === "silence" || kind === "rate-down");
    if (isSilent) {
      const shows = `${service} has gone silent`;
      const weight = EVIDENCE_WEIGHTS.calleeSilent * share;
      clues.push({ cause: "dependency-down", culprit: service, shows, lines: naming, weight });
    }
    const isEarlier = signals.some((signal) => signal.firstLineAt <= investigation.signal.firstLineAt + 1);
    const cause = clues.toSorted((a, b) => b.weight - a.weight)[0]?.cause;
    if (isEarlier && cause !== undefined) {
      const shows = `${service} was unusual before`;
      const weight = EVIDENCE_WEIGHTS.calleeBadEarlier * share;
      clues.push({ cause, culprit: service, shows, lines: [], weight });
    }
    return clues;
  });
}

/** One line is half a proof, all lines a whole one. */
function strength(lines: readonly unknown[], all: readonly unknown[]): number {
  return 0.5 + 0.5 * (lines.length / all.length);
}
