import { randomNumbers } from "../../common/random-numbers.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import type { PastIncident } from "./issue.ts";
import { KnownIssuesError } from "./known-issues-error.ts";
import { CAUSE_WORDS, type CauseWords, FILLERS, SERVICE_KINDS } from "./past-incident-words.ts";

const MOST = 1_000_000;
const GAP = /\{(\w+)\}/g;

/**
 * Incidents of an invented past, to fill an index with: titles, log lines, what was seen, causes and fixes. The same number and
 * seed give the same incidents, and a longer list begins with the shorter one.
 *
 * @throws KnownIssuesError `INVALID_ARGUMENT`
 */
export function pastIncidents(count: number, seed = 1): readonly PastIncident[] {
  const problem = wholeNumberProblem("The number of past incidents", count, 0, MOST);
  if (problem !== undefined) throw new KnownIssuesError("INVALID_ARGUMENT", problem);
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => pastIncident(random));
}

function pastIncident(random: () => number): PastIncident {
  const { cause, titles, lines, remarks, fixes } = pick<CauseWords>(CAUSE_WORDS, random);
  const chosen = new Map<string, string>();
  const filled = (sentence: string) =>
    sentence.replace(GAP, (_, name: string) => fillerOf(name, chosen, random));
  const title = filled(pick(titles, random));
  const seen = sample(lines, 1 + Math.floor(random() * 3), random).map(filled);
  const remark = filled(pick(remarks, random));
  return {
    title,
    text: `${seen.join("\n")}\n${remark}`,
    cause,
    fix: filled(pick(fixes, random)),
    serviceKind: pick(SERVICE_KINDS, random),
  };
}

/** One incident speaks of one service, one host and so on, whatever sentence names it. */
function fillerOf(name: string, chosen: Map<string, string>, random: () => number): string {
  const known = chosen.get(name);
  if (known !== undefined) return known;
  const filler = pick(FILLERS[name] ?? [name], random);
  const value = name === "host" ? `${filler}-${1 + Math.floor(random() * 90)}` : filler;
  chosen.set(name, value);
  return value;
}

function sample<T>(list: readonly T[], count: number, random: () => number): T[] {
  const left = [...list];
  return Array.from(
    { length: Math.min(count, list.length) },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as T,
  );
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}
