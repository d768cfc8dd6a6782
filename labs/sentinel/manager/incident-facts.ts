import type { Incident } from "../incident.ts";
import { dateAndTime, kindWords, severityWord } from "../view/incident-words.ts";
import { printable } from "../view/printable.ts";
import { cut } from "./cut.ts";

const MOST_SERVICES = 20;
const MOST_LINES = 6;
const MOST_ISSUES = 3;
const LONGEST_LINE = 400;

/** What a model is given of an incident: plain lines, short enough for a small model. */
export function incidentFacts(incident: Incident): string {
  const { kind, service, affected, severity, firstLineAt, openedAt, resolvedAt, confidence } = incident;
  const lines = [
    `kind: ${kindWords(kind)}`,
    `service that causes it: ${service}`,
    `services that show it: ${affected.length}`,
    `their names: ${affected.slice(0, MOST_SERVICES).join(", ")}`,
    `severity: ${severityWord(severity)} (${severity} of 4)`,
    `first line: ${dateAndTime(firstLineAt)} UTC`,
    `noticed: ${(openedAt - firstLineAt).toFixed(1)} seconds later`,
    `state: ${resolvedAt === undefined ? "it lasts" : `ended ${dateAndTime(resolvedAt)} UTC`}`,
    `confidence: ${Math.round(confidence * 100)} %`,
    ...incident.evidence
      .slice(0, MOST_LINES)
      .map(({ service: by, line, shows }) => `line of ${by}: ${cut(line, LONGEST_LINE)} | shows: ${shows}`),
    ...incident.knownIssues.slice(0, MOST_ISSUES).map(({ id, title }) => `known issue ${id}: ${title}`),
  ];
  return lines.map(printable).join("\n");
}
