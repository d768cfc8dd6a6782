import type { CheckReport, ExerciseReport } from "../../checking/index.ts";
import {
  checkMark,
  essentialSentence,
  learnersOutput,
  pictureHtml,
  pointsText,
  reasonOf,
} from "../../checking/index.ts";
import type { CellPoints, ExercisePoints, Row } from "./gradebook.ts";
import { block, htmlPage, isolated, outOf, plain, sentence } from "./page/page.ts";
import { statusBadge } from "./page/status.ts";

/**
 * The feedback for a student on a lesson: one page, without a script and without the network. Hidden checks show as a group: how many hold,
 * but neither their names nor what they test.
 */
export function feedbackPage(row: Omit<Row, "upload">): string {
  const { student, lesson, total, max } = row;
  const reports = new Map(row.graded?.exercises.map((report) => [report.id, report]));
  const title = `Lesson ${lesson.id} · ${lesson.title}`;
  const body = `<header>
<p class="kicker">Feedback for ${isolated(student.name ?? student.id)}</p>
<h1>${plain(title)}</h1>
</header>
<main>
<ul class="summary">
<li><b>${total === undefined ? "–" : outOf(total, max)}</b><span>points</span></li>
<li><b>${statusBadge(row.status)}</b><span>${plain(student.id)}</span></li>
</ul>
${row.reason === "" ? "" : `<section><p>${sentence(row.reason)}</p></section>`}
${row.exercises.map((exercise) => exerciseHtml(exercise, reports.get(exercise.id))).join("\n")}
${row.manual.map(manualHtml).join("\n")}
</main>
<footer><p>Points come from running your code again, never from the outputs saved in the notebook.</p></footer>`;
  return htmlPage({ title: `${title}: ${student.name ?? student.id}`, body });
}

function exerciseHtml(exercise: ExercisePoints, report: ExerciseReport | undefined): string {
  const { id, title, points, max, byHand, needs, inPart } = exercise;
  const visible = report?.checks.filter((check) => !check.hidden) ?? [];
  const hidden = report?.checks.filter((check) => check.hidden) ?? [];
  const output = report && learnersOutput(report);
  const essential = essentialSentence(report?.checks ?? []);
  return `<article class="${needs || inPart ? "open" : points === max ? "good" : "bad"}">
<div class="head"><h2>Exercise ${plain(id)} · ${plain(title)}</h2><span class="points">${needs ? `not judged, ${max} open` : inPart ? `${outOf(inPart.points, max)}, ${inPart.open} open` : points === undefined ? `– of ${max}` : outOf(points, max)}</span></div>
${byHand ? `<p class="note">These points were given by hand. ${sentence(byHand.comment)}</p>` : ""}
${report?.problem === undefined ? "" : `<p class="alert">${sentence(report.problem)}</p>`}
<ul class="checks">
${visible.map((check) => checkHtml(check, report as ExerciseReport)).join("\n")}
${hidden.length === 0 || needs ? "" : hiddenHtml(hidden)}
</ul>
${essential === undefined || byHand ? "" : `<p class="note">${sentence(essential)}</p>`}
${output ? `<p class="soft">${plain(output.caption)}</p>${block(output.text, "What your code printed")}` : ""}
${(report?.notes ?? []).map((note) => `<p class="note">${sentence(note)}</p>`).join("\n")}
${report && report.code !== "" ? `<details><summary>Your code</summary>${block(shown(report.code), `Your code for exercise ${id}`)}</details>` : ""}
</article>`;
}

function checkHtml(check: CheckReport, report: ExerciseReport): string {
  const { own, expected, got, reread } = reasonOf(check, report);
  const worth = check.maxPoints === 1 ? "" : ` <span class="soft">(${pointsText(check.maxPoints)})</span>`;
  const values =
    expected === undefined
      ? ""
      : `<table class="values"><tr><th scope="row">expected</th><td>${plain(expected)}</td></tr><tr><th scope="row">got</th><td>${plain(got ?? "")}</td></tr></table>`;
  return `<li class="${check.status === "open" ? "open" : check.status === "passed" ? "passed" : "failed"}"><span class="mark" aria-hidden="true">${checkMark(check)}</span><span class="unseen">${plain(check.status)}: </span>${sentence(check.name)}${worth}${own === undefined ? "" : `<div>${sentence(own)}</div>`}${values}${pictureHtml(check, report)}${reread === undefined ? "" : `<div>${sentence(reread)}</div>`}</li>`;
}

function hiddenHtml(checks: readonly CheckReport[]): string {
  const held = checks.filter((check) => check.status === "passed").length;
  const sum = (pick: (check: CheckReport) => number) =>
    checks.reduce((total, check) => total + pick(check), 0);
  const open = checks.filter((check) => check.status === "open").length;
  const isAll = held === checks.length;
  const points = outOf(
    sum((check) => check.points),
    sum((check) => check.maxPoints),
  );
  const sentence =
    checks.length === 1
      ? `The hidden check ${isAll ? "holds" : "does not hold"}`
      : `${held} of ${checks.length} hidden checks hold`;
  const waits =
    open === 0 ? "" : `; ${open} could not be explored, and ${open === 1 ? "waits" : "wait"} for a person`;
  const isHalf = open > 0 && held + open === checks.length;
  return `<li class="${isAll ? "passed" : isHalf ? "open" : "failed"}"><span class="mark" aria-hidden="true">${isAll ? "✓" : isHalf ? "○" : "✗"}</span>${sentence}${waits} <span class="soft">(${points} points)</span></li>`;
}

function manualHtml({ id, title, max, points, rubric, comment, text }: CellPoints): string {
  const state = points === undefined ? "open" : points === max ? "good" : "bad";
  return `<article class="${state}">
<div class="head"><h2>${plain(id)} · ${plain(title)}</h2><span class="points">${points === undefined ? `not yet graded, of ${max}` : outOf(points, max)}</span></div>
${comment === "" ? "" : `<p>${sentence(comment)}</p>`}
${rubric.length === 0 ? "" : `<h3>What counts</h3><ul>${rubric.map((line) => `<li>${sentence(line)}</li>`).join("")}</ul>`}
${text === "" ? '<p class="soft">Nothing was written here.</p>' : `<details><summary>Your text</summary>${block(shown(text), `Your text for ${id}`)}</details>`}
</article>`;
}

/** Characters of a learner's text that a page shows. */
const MAX_CHARACTERS_SHOWN = 20_000;
const shown = (text: string) =>
  text.length > MAX_CHARACTERS_SHOWN
    ? `${text.slice(0, MAX_CHARACTERS_SHOWN)}\n… (${(text.length - MAX_CHARACTERS_SHOWN).toLocaleString("en")} more characters)`
    : text;
