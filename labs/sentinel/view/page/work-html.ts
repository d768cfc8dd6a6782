import { formatPercent, formatSeconds } from "../../../common/format-numbers.ts";
import { kindWords, listNames, timeOfDay } from "../incident-words.ts";
import type { AgentWork } from "../sentinel-record.ts";
import { text } from "./page-text.ts";

/** What one agent did, to be opened: what it saw, what it searched, what it concluded and why. Text in it is escaped, so "h4>" is always a heading. */
export function workHtml(work: AgentWork, heading: "h3" | "h4"): string {
  const { signal, worker, agentId, waitedSeconds, workedSeconds } = work;
  return `<details class="work"><summary><span class="what">Investigator ${agentId} · ${text(signal.service)}</span> <span class="soft">${text(conclusion(work))}</span></summary>
<p class="soft">Ran on ${text(worker)} for ${formatSeconds(workedSeconds)}, after ${formatSeconds(waitedSeconds)} in the queue. Sent at ${timeOfDay(signal.noticedAt)} UTC for the signal “${text(signal.kind)}”, ${signal.score.toFixed(1)} deviations from usual: ${text(signal.reason)}</p>
${[saw(work), searched(work), concluded(work)].join("").replaceAll("h4>", `${heading}>`)}</details>`;
}

function conclusion({ finding, error }: AgentWork): string {
  if (finding === undefined) return `failed: ${error ?? "no answer"}`;
  const sure = formatPercent(finding.confidence * 100);
  if (finding.cause === "harmless") return `harmless, ${sure} sure`;
  if (finding.cause === "unknown") return "no cause found";
  return `${kindWords(finding.cause)} in ${finding.culprit}, ${sure} sure`;
}

function saw({ lines, lineCount, templates, neighbours, deploys }: AgentWork): string {
  const changed = templates.map(
    ({ template, before, since }) =>
      `<tr><td class="number">${before.toFixed(2)}</td><td class="number">${since.toFixed(2)}</td><td class="line">${text(template)}</td></tr>`,
  );
  return `<h4>What it saw</h4>
<p>${lineCount} lines of the service, ${neighbours.length === 0 ? "no neighbours" : `neighbours: ${text(listNames(neighbours, 8))}`}, ${deploys.length === 0 ? "no deploys in the last hour" : `deploys: ${text(listNames(deploys, 5))}`}.</p>
${lines.length === 0 ? "" : `<pre tabindex="0" aria-label="The last lines that the agent saw">${lines.map(({ time, severity, text: line }) => `${timeOfDay(time)} ${severity.padEnd(5)} ${text(line)}`).join("\n")}</pre>`}
${changed.length === 0 ? "" : `<div class="scroll" tabindex="0" role="group" aria-label="Templates that changed"><table><thead><tr><th scope="col" class="number">Before, a second</th><th scope="col" class="number">Since</th><th scope="col">Template</th></tr></thead><tbody>${changed.join("")}</tbody></table></div>`}`;
}

function searched({ finding }: AgentWork): string {
  if (finding === undefined || finding.knownIssues.length === 0) return "";
  const issues = finding.knownIssues.map(
    ({ id, title, similarity }) =>
      `<li>${id}: ${text(title)} <span class="soft">similarity ${similarity.toFixed(2)}</span></li>`,
  );
  return `<h4>What it found among known issues</h4><ul>${issues.join("")}</ul>`;
}

function concluded({ finding, error }: AgentWork): string {
  if (finding === undefined)
    return `<h4>Why there is no answer</h4><p>${text(error ?? "The agent gave no answer.")}</p>`;
  const steps = finding.steps.map((step) => `<li>${text(step)}</li>`).join("");
  const proofs = finding.evidence.map(
    ({ service, time, line, shows }) =>
      `<li>${text(shows)}<br><span class="soft">${text(service)}, ${timeOfDay(time)}</span> <code>${text(line)}</code></li>`,
  );
  return `<h4>What it did, and why it says so</h4><ol>${steps}</ol>${proofs.length === 0 ? "" : `<ul>${proofs.join("")}</ul>`}`;
}
