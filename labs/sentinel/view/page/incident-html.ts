import { formatPercent, formatSeconds } from "../../../common/format-numbers.ts";
import type { Incident } from "../../incident.ts";
import {
  dateAndTime,
  incidentTitle,
  lengthWords,
  listNames,
  severityWord,
  timeOfDay,
} from "../incident-words.ts";
import type { AgentWork, SentinelRecord } from "../sentinel-record.ts";
import { postWord } from "../state-words.ts";
import { evidenceHtml } from "./evidence-html.ts";
import { anchor, text } from "./page-text.ts";
import { workHtml } from "./work-html.ts";

/** An incident, to be opened: its summary, its evidence word for word, who added what, and the work of its agents. */
export function incidentHtml(incident: Incident, index: number, record: SentinelRecord): string {
  const { severity, affected, confidence, firstLineAt, openedAt, evidence } = incident;
  const summary = record.summaries[incident.id];
  const works = record.works.filter((work) => work.incident === incident.id);
  const verdict = verdictOf(incident, record);
  return `<details class="incident" id="${anchor("incident", index)}"${index === 0 ? " open" : ""}><summary><span class="badge s${severity}">${severityWord(severity)}</span> <span class="what">${text(capitalised(incidentTitle(incident)))}</span> <span class="soft">${timeOfDay(firstLineAt)} UTC, ${lengthWords(incident)} · ${affected.length === 1 ? "1 service" : `${affected.length} services`} · ${formatPercent(confidence * 100)} sure${verdict === "" ? "" : ` · ${verdict}`}</span></summary>
<div class="body">
${summary === undefined ? "" : `<p>${text(summary.text)}</p><p class="soft">${text(summary.by === "template" ? "Written from a template." : `Written by ${summary.by}.`)} ${text(summary.fallback ?? "")}</p>`}
<p class="soft">First line ${dateAndTime(firstLineAt)} UTC, reported ${formatSeconds(Math.max(0, openedAt - firstLineAt))} later. Shown by ${text(listNames(affected, 12))}. <code>${text(incident.id)}</code></p>
${postsHtml(incident, record)}
<h3>Evidence</h3>
${evidenceHtml(evidence)}
${issuesHtml(incident)}
<h3>Timeline</h3>
<ol class="notes">${incident.timeline.map(({ time, by, text: note }) => `<li><time>${timeOfDay(time)}</time> <strong>${text(by)}</strong> ${text(note)}</li>`).join("")}</ol>
${worksHtml(works)}
</div></details>`;
}

function verdictOf({ id }: Incident, { judged }: SentinelRecord): string {
  if (judged === undefined) return "";
  if (judged.falseAlarms.includes(id)) return "✕ false alarm";
  return judged.injected.some(({ incident }) => incident === id) ? "✓ as injected" : "";
}

function issuesHtml({ knownIssues }: Incident): string {
  if (knownIssues.length === 0) return "";
  const rows = knownIssues.map(
    ({ id, title, similarity }) =>
      `<li>${id}: ${text(title)} <span class="soft">similarity ${similarity.toFixed(2)}</span></li>`,
  );
  return `<h3>Known issues like it</h3><ul>${rows.join("")}</ul>`;
}

function postsHtml({ id }: Incident, { state }: SentinelRecord): string {
  const posts = state.posts.filter(({ incident }) => incident === id);
  return posts
    .map(
      ({ destination, state: post, note }) =>
        `<p>Post to ${text(destination)}: <strong>${postWord(post)}</strong>. ${text(note)}</p>`,
    )
    .join("");
}

function worksHtml(works: readonly AgentWork[]): string {
  if (works.length === 0) return "";
  return `<h3>The agents that worked on it</h3>${works.map((work) => workHtml(work, "h4")).join("\n")}`;
}

function capitalised(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}
