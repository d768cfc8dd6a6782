import type { IncidentKind } from "../../../../labs/sentinel/fleet/ground-truth.ts";
import { incidentKinds } from "../../../../labs/sentinel/fleet/ground-truth.ts";
import type { Incident } from "../../../../labs/sentinel/incident.ts";
import { templateSummary } from "../../../../labs/sentinel/manager/template-summary.ts";
import type { AgentWork, SentinelRecord } from "../../../../labs/sentinel/view/sentinel-record.ts";
import type { Heat, SentinelState } from "../../../../labs/sentinel/view/sentinel-state.ts";
import { sampleIncident } from "./sample-incident.ts";

const START = 1_767_607_200;
export const HOSTILE_LINE = `</pre><script>document.title="owned"</script><img src=x onerror="document.title='owned'"> \u001b[2J\u202e &amp; 'quoted'`;

const services = Array.from(
  { length: 500 },
  (_, i) => `${["cart", "order", "mail", "tax", "geo"][i % 5]}-api-${i}`,
);

function incidentAt(index: number): Incident {
  const kind = incidentKinds[index % incidentKinds.length] as IncidentKind;
  const firstLineAt = START + 360 + index * 170;
  const service = services[(index * 37) % 500] as string;
  return sampleIncident({
    ...{ id: `${service}/${kind}/${index}`, kind, service, firstLineAt, openedAt: firstLineAt + 1.2 },
    affected: services.slice(index, index + 1 + ((index * 5) % 14)),
    severity: ((index % 4) + 1) as Incident["severity"],
    resolvedAt: index > 5 ? undefined : firstLineAt + 120 + index * 20,
    confidence: 0.72 + index * 0.03,
    evidence: [
      {
        service,
        time: firstLineAt,
        line: HOSTILE_LINE,
        shows: "a template that is new since version 4.12.0",
      },
      {
        ...{ service, time: firstLineAt + 0.4 },
        line: `ERROR request failed status=500 path=/orders/${index} took=1240ms trace=4bf92f3577b34da6a3ce929d0e0e4736`,
        shows: "28 % of its lines are errors; usual are 0.2 %",
      },
    ],
  });
}

function workAt(index: number, incident: Incident | undefined): AgentWork {
  const service = incident?.service ?? (services[index * 11] as string);
  return {
    ...{ agentId: index + 1, worker: `thread ${index % 2}`, waitedSeconds: 0.002, workedSeconds: 0.019 },
    signal: {
      ...{ id: index + 1, service, kind: "error-ratio", score: 14.2 },
      ...{ firstLineAt: START + 360, noticedAt: START + 361 },
      reason: "28 % of 840 lines are errors; usual are 0.2 %.",
    },
    lineCount: 100,
    lines: [
      { time: START + 360, severity: "info", text: "GET /orders/17 200 in 12 ms" },
      { time: START + 361, severity: "error", text: HOSTILE_LINE },
    ],
    templates: [{ template: "ERROR request failed status=<*> path=<*>", before: 0, since: 4.2 }],
    neighbours: ["cart-db", "checkout-web"],
    deploys: [`${service} 4.12.0`],
    finding:
      incident === undefined
        ? {
            ...{ signalId: index, service, cause: "harmless", culprit: service, confidence: 0.8 },
            ...{
              evidence: [],
              knownIssues: [],
              steps: ["The lines more than double, and no error is among them."],
            },
          }
        : {
            ...{ signalId: index, service, cause: incident.kind, culprit: service },
            ...{
              confidence: incident.confidence,
              evidence: incident.evidence,
              knownIssues: incident.knownIssues,
            },
            steps: [
              "Compared 14 templates before and since: 1 is new.",
              "Looked for a deploy in the last hour: 4.12.0, 40 s before the first bad line.",
              "Searched 20,000 known issues: the closest has similarity 0.93.",
            ],
          },
    error: undefined,
    incident: incident?.id,
  };
}

/** A state in the middle of a run. */
export function sampleState(change: Partial<SentinelState> = {}): SentinelState {
  const incidents = Array.from({ length: 8 }, (_, i) => incidentAt(i));
  const heat = services.map((_, i): Heat => (i % 97 === 3 ? 3 : i % 41 === 1 ? 2 : i % 29 === 5 ? 1 : 0));
  return {
    ...{ about: "500 simulated services", isSimulated: true, speed: 30, phase: "watching" },
    ...{ clock: START + 2100, elapsed: 62, services, heat },
    counts: {
      ...{ lines: 1_034_118, unreadable: 3, shedLines: 0, signals: 61 },
      ...{ investigations: 58, shedInvestigations: 2, failedAgents: 1 },
    },
    ...{ linesPerSecond: 17_204, agents: 200, atWork: 2, waiting: 3, memoryMB: 312 },
    incidents,
    posts: [
      { incident: incidents[0]?.id ?? "", destination: "slack", state: "sent", note: "" },
      {
        ...{ incident: incidents[7]?.id ?? "", destination: "slack", state: "unknown" },
        note: "Slack did not answer within 10 s. The post may have arrived.",
      },
    ],
    sentences: ["Slack asks to wait (429); the next try is in 30 s."],
    ...change,
  };
}

/** A whole run, with lines that would harm a page or a terminal that does not escape them. */
export function sampleRecord(change: Partial<SentinelState> = {}): SentinelRecord {
  const state = sampleState({ phase: "ended", ...change });
  const { incidents } = state;
  return {
    ...{ version: 1, state, startedAt: START, seed: 1 },
    samples: Array.from({ length: 62 }, (_, i) => ({
      ...{ elapsed: i + 1, linesPerSecond: 15_000 + 4000 * Math.sin(i / 5) + (i % 7) * 300 },
      ...{ memoryMB: 240 + 70 * (1 - Math.exp(-i / 9)) + (i % 5) * 3, atWork: i % 3, waiting: i % 4 },
    })),
    works: [
      ...incidents.flatMap((incident, i) => [workAt(2 * i, incident), workAt(2 * i + 1, incident)]),
      ...[20, 21, 22].map((i) => workAt(i, undefined)),
    ],
    summaries: Object.fromEntries(incidents.map((incident) => [incident.id, templateSummary(incident)])),
    judged: {
      ...{ precision: 7 / 8, recall: 7 / 8 },
      injected: [
        ...incidents.slice(0, 7).map(({ id, kind, service, affected, firstLineAt, resolvedAt }) => ({
          ...{ kind: kind as IncidentKind, service, affected, startsAt: firstLineAt },
          ...{ endsAt: (resolvedAt ?? START + 2100) - 25, incident: id },
        })),
        {
          ...{ kind: "clock-skew", service: "geo-api-499", affected: ["geo-api-499"] },
          ...{ startsAt: START + 900, endsAt: START + 1200, incident: undefined },
        } as const,
      ],
      falseAlarms: incidents.slice(7).map(({ id }) => id),
      lookAlikes: [
        { kind: "load-test", service: "cart-api-10", startsAt: START + 1000, endsAt: START + 1180 },
      ],
    },
    machine: { cores: 2, node: "26.10.0", platform: "linux x64" },
  };
}
