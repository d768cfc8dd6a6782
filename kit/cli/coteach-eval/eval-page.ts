import { pageStyle } from "@swarmlab/labs/dashboard";
import { escapeHtml } from "../../common/escape-html.ts";
import type { DialogueRecord, Turn } from "./run-dialogue.ts";
import { type EvalSummary, summaryRows } from "./summary.ts";

/** An evaluation as one HTML page: no script, no other file. What the model said is text, whatever it holds. */
export function evalPage(summary: EvalSummary, records: readonly DialogueRecord[], startedAt: Date): string {
  const title = `The co-teacher, with ${summary.model}`;
  const rows = summaryRows(summary).map(
    ([name, value, what]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td><td class="what">${escapeHtml(what)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}
td.what { text-align: left; white-space: normal; color: var(--soft); }
blockquote { margin: 0.4em 0; padding: 0.2em 0.8em; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote.held { border-color: #c98300; }
.who { font-weight: 600; margin: 0.8em 0 0; }
details > summary { color: var(--ink); }
@media (max-width: 640px) { td.what { display: none; } }
</style>
</head>
<body>
<header>
<p class="kicker">Swarm Lab · evaluation of the co-teacher</p>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${summary.dialogues} dialogues, ${summary.replies} replies, ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC</p>
</header>
<main>
<section aria-labelledby="figures"><h2 id="figures">Figures</h2>
<div class="scroll"><table><tbody>
${rows.join("\n")}
</tbody></table></div>
<p class="note">A leak is found by comparing with the course's answers, and by running the code of all replies in place of the learner's. An answer told in other words is not
seen. On topic means words, not sense. docs/coteacher.md says how each figure is computed.</p>
</section>
<section aria-labelledby="dialogues"><h2 id="dialogues">Dialogues</h2>
${records.map(dialogueHtml).join("\n")}
</section>
</main>
</body>
</html>
`;
}

function dialogueHtml({ kind, exercise, turns, rawLeak, shownLeak }: DialogueRecord): string {
  const marks = [rawLeak ? "the model leaked" : "", shownLeak ? "a leak was shown" : ""].filter(
    (mark) => mark !== "",
  );
  const title = `${exercise} · a learner who ${kind}${marks.length === 0 ? "" : ` — ${marks.join(", ")}`}`;
  return `<details><summary>${escapeHtml(title)}</summary>${turns.map(turnHtml).join("")}</details>`;
}

function turnHtml({ question, raw, shown, held, problem }: Turn): string {
  const answers = raw.map((answer, at) => {
    const leak = held[at];
    const why =
      leak === undefined
        ? ""
        : ` <span class="note">held back: ${escapeHtml(leak.kind)}, ${escapeHtml(leak.found)}</span>`;
    return `<p class="who">model${why}</p><blockquote${leak === undefined ? "" : ' class="held"'}>${escapeHtml(answer)}</blockquote>`;
  });
  const end = problem ?? (shown === undefined ? "A hint was shown instead." : undefined);
  return `<p class="who">learner</p><blockquote>${escapeHtml(shortened(question))}</blockquote>${answers.join("")}${end === undefined ? "" : `<p class="note">${escapeHtml(end)}</p>`}`;
}

const shortened = (text: string) => (text.length > 600 ? `${text.slice(0, 600)} …` : text);
