import { formatPercent, formatSeconds } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import { incidentTitle, kindWords, listNames, severityWord, timeOfDay } from "../view/incident-words.ts";
import { printable } from "../view/printable.ts";
import { cut } from "./cut.ts";
import { LONGEST_HEADLINE, LONGEST_TEXT, type Summary } from "./summary.ts";

const LONGEST_LINE = 300;

/** The summary of an incident from its facts, without a model. */
export function templateSummary(incident: Incident): Summary {
  return {
    headline: cut(headlineOf(incident), LONGEST_HEADLINE),
    text: cut(sentencesOf(incident).join(" "), LONGEST_TEXT),
    by: "template",
    fallback: undefined,
  };
}

function headlineOf(incident: Incident): string {
  const title = printable(incidentTitle(incident));
  return `${title.charAt(0).toUpperCase()}${title.slice(1)} (${severityWord(incident.severity)})`;
}

function sentencesOf(incident: Incident): readonly string[] {
  const { kind, service, affected, firstLineAt, openedAt, confidence, evidence, knownIssues } = incident;
  const others = affected.filter((name) => name !== service);
  const cause =
    kind === "unknown"
      ? `${service} behaves unlike its past, and the evidence names no cause.`
      : `${service} has a problem of the kind "${kindWords(kind)}".`;
  const spread = others.length === 0 ? "No other service shows it." : `Shown too by ${listNames(others)}.`;
  const times = `Its first line is of ${timeOfDay(firstLineAt)} UTC, noticed ${formatSeconds(Math.max(0, openedAt - firstLineAt))} later.`;
  const sure = `Confidence: ${formatPercent(confidence * 100)}.`;
  const [proof] = evidence;
  const shown = proof === undefined ? [] : [`${proof.service} wrote "${cut(proof.line, LONGEST_LINE)}".`];
  const [issue] = knownIssues;
  const known =
    issue === undefined
      ? []
      : [
          `It resembles known issue ${issue.id}, "${issue.title}" (similarity ${issue.similarity.toFixed(2)}).`,
        ];
  return [cause, spread, times, sure, ...shown, ...known].map(printable);
}
