import type { Finding } from "../finding.ts";
import type { Incident } from "../incident.ts";
import type { Investigation } from "../signal.ts";
import type { AgentWork, Sample } from "../view/sentinel-record.ts";

/** Of each investigation so much is kept for people to look at. */
const MOST_LINES = 14;
const LONGEST_LINE = 500;
const MOST_TEMPLATES = 5;
const MOST_WORKS = 600;
/** A run of any length has at most so many samples: neighbours are joined when there are more. */
const MOST_SAMPLES = 240;
/** How long after its end an incident may still be looked at: seconds. */
const AFTER_END_SECONDS = 60;

/** What happened when one agent worked. */
export interface WorkFacts {
  readonly agentId: number;
  readonly worker: string;
  readonly waitedSeconds: number;
  readonly workedSeconds: number;
  readonly investigation: Investigation;
  readonly finding: Finding | undefined;
  readonly error: string | undefined;
}

/** Keeps a run for its page, within limits that do not depend on its length. */
export class Recorder {
  #works: Omit<AgentWork, "incident">[] = [];
  #samples: Sample[] = [];
  /** How many measurements one kept sample stands for. */
  #share = 1;
  #skipped = 0;

  addWork(facts: WorkFacts): void {
    const { agentId, worker, waitedSeconds, workedSeconds, investigation, finding, error } = facts;
    const { signal, lines, templates, neighbours, deploys } = investigation;
    this.#works.push({
      ...{ agentId, worker, waitedSeconds, workedSeconds, signal, finding, error },
      lineCount: lines.length,
      lines: tellingLines(investigation),
      templates: templates.slice(0, MOST_TEMPLATES).map(({ template, before, since }) => ({
        template: template.slice(0, LONGEST_LINE),
        before,
        since,
      })),
      neighbours: neighbours.map(({ service }) => service),
      deploys: deploys.map(({ service, version }) => `${service} ${version}`),
    });
    if (this.#works.length > MOST_WORKS) this.#works = this.#works.slice(-MOST_WORKS / 2);
  }

  addSample(sample: Sample): void {
    if (++this.#skipped < this.#share) return;
    this.#skipped = 0;
    this.#samples.push(sample);
    if (this.#samples.length < MOST_SAMPLES) return;
    this.#samples = this.#samples.filter((_, index) => index % 2 === 1);
    this.#share *= 2;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** The work that was kept, with the incident that each belongs to. */
  works(incidents: readonly Incident[]): readonly AgentWork[] {
    return this.#works.map((work) => ({ ...work, incident: incidentOf(work, incidents)?.id }));
  }
}

/** The last lines, and of the lines before them those that are errors. */
function tellingLines({ lines }: Investigation): AgentWork["lines"] {
  const last = lines.slice(-MOST_LINES / 2);
  const bad = lines
    .slice(0, -MOST_LINES / 2)
    .filter(({ severity }) => severity === "error" || severity === "fatal" || severity === "warn")
    .slice(-MOST_LINES / 2);
  return [...bad, ...last].map(({ time, severity, text }) => ({
    time,
    severity,
    text: text.slice(0, LONGEST_LINE),
  }));
}

function incidentOf(
  { finding, signal }: Omit<AgentWork, "incident">,
  incidents: readonly Incident[],
): Incident | undefined {
  if (finding === undefined || finding.cause === "harmless") return undefined;
  const near = incidents.filter(
    ({ affected, firstLineAt, resolvedAt = Number.POSITIVE_INFINITY }) =>
      affected.includes(finding.service) &&
      signal.noticedAt >= firstLineAt - 1 &&
      signal.noticedAt <= resolvedAt + AFTER_END_SECONDS,
  );
  return near.find(({ service }) => service === finding.culprit) ?? near.at(-1);
}
