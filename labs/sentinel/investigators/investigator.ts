import { type AgentContext, AIAgent } from "../../agents/index.ts";
import type { KnowledgeBase } from "../../sharing/index.ts";
import type { Evidence, Finding, IssueMatch } from "../finding.ts";
import type { KnownIssuesMemory } from "../known-issues/issue-memory.ts";
import { KnownIssues } from "../known-issues/known-issues.ts";
import { IncidentReport } from "../report/incident-report.ts";
import type { ReportedFinding } from "../report/report-entry.ts";
import type { Investigation } from "../signal.ts";
import { type Case, caseOf } from "./case.ts";
import type { Clue } from "./clue.ts";
import { doubtClues } from "./doubt-clues.ts";
import { EVIDENCE_WEIGHTS } from "./evidence-weights.ts";
import { deployClues, harmlessClues, hostClues, restartClues, signalClues } from "./situation-clues.ts";
import { type Verdict, weigh } from "./weigh.ts";
import { calleeClues, wordingClues } from "./wording-clues.ts";

/** What the investigators of a swarm share. */
export interface InvestigatorsMemory {
  /** The index; in a process, which can share no memory, the bytes of a copy. */
  readonly knownIssues: KnownIssuesMemory | Uint8Array;
  /** Where they write what they find. Without it, the caller reports what they answer. */
  readonly report?: KnowledgeBase;
  /** Seconds by which the Sentinel's clock is ahead of the machine's, as in a simulation. @default 0 */
  readonly clockOffset?: number;
}

/** Looks up what resembles a text. `KnownIssues` is one; the old way's processes ask theirs. */
export interface IssueLookup {
  search(text: string, most?: number): readonly IssueMatch[];
  get(id: number): { readonly cause: string } | undefined;
}

const MOST_EVIDENCE = 8;
const LINES_OF_A_CLUE = 2;
const QUERY_LINES = 3;
const MOST_ISSUES = 5;
/** A known issue that resembles less than this does not vote. */
const LEAST_SIMILARITY = 0.35;

/** One for each thread and index. */
const opened = new WeakMap<object, KnownIssues>();

/**
 * Looks for the cause of one signal. It weighs the words of the bad lines, what changed, deploys, neighbours, and what was the
 * matter in past incidents that resemble this one. It asks no model: rules say why.
 *
 * Run it with `shared: { knownIssues: knownIssues.memory, report: report.memory }`.
 */
export class Investigator extends AIAgent<Investigation, Finding> {
  static readonly module: string = import.meta.url;

  protected think(investigation: Investigation, context: AgentContext): Finding {
    const memory = (context.shared ?? {}) as Partial<InvestigatorsMemory>;
    const finding = findCause(investigation, issuesOf(memory), () => context.stopRequested);
    if (memory.report !== undefined && !context.stopRequested) {
      const by = `${this.agentType} ${investigation.signal.id}`;
      const time = Date.now() / 1000 + (memory.clockOffset ?? 0);
      IncidentReport.open(memory.report).add(reportedFinding(investigation, finding), { by, time });
    }
    return finding;
  }
}

/** The work of an investigator. The same investigation and index give the same finding. */
export function findCause(
  investigation: Investigation,
  issues: IssueLookup,
  isStopped: () => boolean = () => false,
): Finding {
  const steps: string[] = [];
  const one = caseOf(investigation);
  const { badLines, risen, blamed, service } = one;
  steps.push(
    `Read ${investigation.lines.length} lines of ${service}: ${badLines.length} complain, and ${risen.length} templates are new or much more frequent.`,
  );
  for (const { callee, share } of blamed)
    steps.push(`${Math.round(share * 100)} % of them name ${callee.service}, which it calls.`);
  const clues: Clue[] = [];
  for (const look of [
    wordingClues,
    calleeClues,
    deployClues,
    restartClues,
    signalClues,
    hostClues,
    harmlessClues,
    doubtClues,
  ]) {
    if (isStopped()) return unfinished(investigation, steps);
    clues.push(...look(one));
  }
  const query = queryOf(one);
  const knownIssues = query === "" ? [] : issues.search(query, MOST_ISSUES);
  steps.push(
    knownIssues.length === 0
      ? "Had nothing to search the known issues for."
      : `Searched the known issues for “${query.slice(0, 120).replaceAll("\n", " ")}”: the closest is “${knownIssues[0]?.title}” (${knownIssues[0]?.similarity.toFixed(2)}).`,
  );
  clues.push(...voteOf(knownIssues, issues, clues, service));
  const verdict = weigh(clues, service);
  steps.push(
    ...verdict.clues.slice(0, 5).map(({ shows, weight }) => `Weighed ${weight.toFixed(1)}: ${shows}.`),
  );
  if (verdict.cause !== "unknown")
    steps.push(
      ...doubtClues(one).map(({ shows, weight }) => `Weighed ${weight.toFixed(1)} against it: ${shows}.`),
    );
  steps.push(conclusionOf(verdict));
  return {
    signalId: investigation.signal.id,
    service,
    cause: verdict.cause,
    culprit: verdict.culprit,
    confidence: verdict.confidence,
    evidence: evidenceOf(verdict),
    knownIssues,
    steps,
  };
}

/** A finding as the report takes it. */
export function reportedFinding(investigation: Investigation, finding: Finding): ReportedFinding {
  const neighbours = investigation.neighbours.map(({ service, relation }) => ({ service, relation }));
  return { finding, firstLineAt: investigation.signal.firstLineAt, neighbours };
}

function issuesOf({ knownIssues }: Partial<InvestigatorsMemory>): KnownIssues {
  if (knownIssues === undefined) {
    throw new TypeError(
      "An Investigator needs the known issues: run it with shared: { knownIssues: knownIssues.memory }.",
    );
  }
  const known =
    opened.get(knownIssues) ??
    (knownIssues instanceof Uint8Array ? KnownIssues.ofCopy(knownIssues) : KnownIssues.open(knownIssues));
  opened.set(knownIssues, known);
  return known;
}

/** The words to look up: a few bad lines that differ, else what is new. */
function queryOf({ badLines, risen }: Case): string {
  const seen = new Set<string>();
  const texts =
    badLines.length > 0 ? badLines.map(({ text }) => text) : risen.map(({ template }) => template);
  for (const text of texts) {
    seen.add(text.replace(/\d+/gu, "0"));
    if (seen.size === QUERY_LINES) break;
  }
  return [...seen].join("\n");
}

/** Past incidents that resemble this one vote for their cause, at the service for which the present evidence has that cause. */
function voteOf(
  matches: readonly IssueMatch[],
  issues: IssueLookup,
  clues: readonly Clue[],
  service: string,
): Clue[] {
  const votes = new Map<Finding["cause"], number>();
  for (const { id, similarity } of matches) {
    const cause = issues.get(id)?.cause as Finding["cause"] | "other" | undefined;
    if (cause === undefined || cause === "other" || similarity < LEAST_SIMILARITY) continue;
    votes.set(cause, (votes.get(cause) ?? 0) + similarity / MOST_ISSUES);
  }
  return [...votes].map(([cause, vote]) => ({
    cause,
    culprit:
      clues.filter((clue) => clue.cause === cause).toSorted((a, b) => b.weight - a.weight)[0]?.culprit ??
      service,
    weight: EVIDENCE_WEIGHTS.knownIssues * vote,
    shows: "past incidents like this had that cause",
    lines: [],
  }));
}

function evidenceOf({ clues }: Verdict): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { lines, shows } of clues) {
    for (const { service, time, text } of lines.slice(0, LINES_OF_A_CLUE)) {
      const key = `${service}\n${time}\n${text}`;
      if (!found.has(key)) found.set(key, { service, time, line: text, shows });
    }
  }
  return [...found.values()].slice(0, MOST_EVIDENCE);
}

function conclusionOf({ cause, culprit, confidence }: Verdict): string {
  if (cause === "unknown") return "Found no cause.";
  if (cause === "harmless") return "Found nothing wrong.";
  return `Concluded: ${cause} of ${culprit}, with ${Math.round(confidence * 100)} % of the evidence.`;
}

function unfinished({ signal }: Investigation, steps: readonly string[]): Finding {
  return {
    ...{
      signalId: signal.id,
      service: signal.service,
      cause: "unknown",
      culprit: signal.service,
      confidence: 0,
    },
    ...{ evidence: [], knownIssues: [], steps: [...steps, "Was asked to stop."] },
  };
}
