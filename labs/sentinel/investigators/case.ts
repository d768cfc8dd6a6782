import type { LogEvent } from "../log-event.ts";
import type { Investigation, Neighbour, Signal, TemplateChange } from "../signal.ts";
import { calleesIn } from "./callees-in.ts";
import { BEFORE_SIGNAL_SECONDS, LEAST_NAMING_SHARE, RISEN_FACTOR } from "./evidence-weights.ts";
import { WORDING_CLASSES } from "./wording-classes.ts";

/** An investigation with what all clues need of it. */
export interface Case {
  readonly investigation: Investigation;
  readonly service: string;
  readonly firstLineAt: number;
  /** Lines since about the signal that the service does not write on usual days, and that complain. */
  readonly badLines: readonly LogEvent[];
  /** Templates that came, or became much more frequent. */
  readonly risen: readonly TemplateChange[];
  /** Callees that enough of the bad lines name, with those lines. The most often named first. */
  readonly blamed: readonly Blamed[];
  /** The service on the same host that writes more than usual, the most unusual one. */
  readonly busyNeighbour: string | undefined;
}

export interface Blamed {
  readonly callee: Neighbour;
  readonly lines: readonly LogEvent[];
  /** The share of the bad lines. */
  readonly share: number;
}

const BUSY_MACHINE = WORDING_CLASSES.filter(({ cause }) => cause === "noisy-neighbour");
const GAP = /<[*\w:]*>/gu;

export function caseOf(investigation: Investigation): Case {
  const { signal, lines, templates, neighbours } = investigation;
  const growth = growthOf(templates);
  const risen = templates.filter((change) => isRisen(change, growth));
  const usual = templates
    .filter((change) => change.before > 0 && !isRisen(change, growth))
    .map((change) => ({ severity: change.severity, matcher: matcherOf(change) }));
  const since = signal.firstLineAt - BEFORE_SIGNAL_SECONDS;
  const badLines = lines.filter(
    (line) =>
      line.seenAt >= since &&
      complains(line) &&
      // What differs may stand in a gap, as the status of an access log: only the severity tells then.
      !usual.some(({ severity, matcher }) => severity === line.severity && matcher.test(line.text)),
  );
  const known = neighbours.filter(({ relation }) => relation === "calls");
  const blamed = [...known, ...unknownCallees(badLines, investigation)]
    .map((callee) => {
      const named = badLines.filter((line) => namesService(line, callee.service));
      return { callee, lines: named, share: named.length / Math.max(1, badLines.length) };
    })
    .filter(({ share }) => share >= LEAST_NAMING_SHARE)
    .sort((a, b) => b.share - a.share || (a.callee.service < b.callee.service ? -1 : 1));
  return {
    ...{ investigation, badLines, risen, blamed, busyNeighbour: busiestOf(neighbours) },
    service: signal.service,
    firstLineAt: signal.firstLineAt,
  };
}

/** Whether a signal says that a service does more than usual: it writes more, or it takes more of the processor. */
export function isOfMoreWork({ kind, reason }: Signal): boolean {
  return kind === "rate-up" || (kind === "value-drift" && /\b(?:cpu|processor|load)\b/iu.test(reason));
}

/** A line that complains of a machine without time or bandwidth: who writes it suffers, even where it writes more than usual. */
export function isOfBusyMachine(line: LogEvent): boolean {
  return complains(line) && BUSY_MACHINE.some(({ words }) => words.test(line.text));
}

/** Services that bad lines name as the ones they call, where no trace has shown that call before. */
function unknownCallees(badLines: readonly LogEvent[], { signal, neighbours }: Investigation): Neighbour[] {
  const names = new Set(badLines.flatMap(({ text }) => calleesIn(text)));
  for (const { service } of neighbours) names.delete(service);
  names.delete(signal.service);
  return [...names].map((service) => ({ service, relation: "calls", signals: [], lines: [] }));
}

function busiestOf(neighbours: readonly Neighbour[]): string | undefined {
  return neighbours
    .filter(({ relation, lines }) => relation === "same-host" && !lines.some(isOfBusyMachine))
    .flatMap(({ service, signals }) => signals.filter(isOfMoreWork).map(({ score }) => ({ service, score })))
    .sort((a, b) => b.score - a.score || (a.service < b.service ? -1 : 1))[0]?.service;
}

/** Whether a template became much more frequent, beyond what all templates did. */
function isRisen({ before, since }: TemplateChange, growth: number): boolean {
  return since > 0 && since >= RISEN_FACTOR * growth * before;
}

/** How many times as much the service writes of what it wrote before and is no complaint; at least 1. Under a load test its usual complaints grow as much. */
function growthOf(templates: readonly TemplateChange[]): number {
  let [before, since] = [0, 0];
  for (const change of templates) {
    if ((change.severity !== "info" && change.severity !== "debug") || change.before === 0) continue;
    before += change.before;
    since += change.since;
  }
  return before > 0 ? Math.max(1, since / before) : 1;
}

/** A line that is graver than usual, or whose words are those of a problem: some programs write their last words as "info". */
export function complains({ severity, text }: LogEvent): boolean {
  if (severity === "warn" || severity === "error" || severity === "fatal") return true;
  return WORDING_CLASSES.some(({ words, weight }) => weight >= 3 && words.test(text));
}

/** Whether a line is about a service: by an attribute of its trace, or by name. */
export function namesService({ text, attributes }: LogEvent, service: string): boolean {
  if (attributes["peer.service"] === service || attributes["server.address"] === service) return true;
  for (let at = text.indexOf(service); at >= 0; at = text.indexOf(service, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + service.length])) return true;
  }
  return false;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/u.test(character);
}

/** Matches the lines of a template. */
function matcherOf({ template }: TemplateChange): RegExp {
  const parts = template
    .split(GAP)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replace(/\s+/gu, "\\s+"));
  return new RegExp(`^\\s*${parts.join(".*?")}\\s*$`, "u");
}
