import type { Chart } from "@swarmlab/labs/dashboard";
import { median } from "../../common/median.ts";
import {
  aheadChart,
  aheadRows,
  distributionChart,
  distributionRows,
  hardestChart,
  hardestChecks,
  timeChart,
  timeRows,
} from "./class-charts.ts";
import type { ClassStats, LessonStats, StudentLine } from "./class-stats.ts";
import { type GradebookFacts, rounded } from "./gradebook.ts";
import { htmlPage, isolated, plain } from "./page/page.ts";
import { statusBadge } from "./page/status.ts";

export interface ClassPageInput {
  readonly stats: ClassStats;
  readonly facts: GradebookFacts;
  /** Sentences on files that have no owner or were left out. */
  readonly problems: readonly string[];
}

/** Mistakes that the page lists for a lesson. */
const MAX_MISTAKES_SHOWN = 12;
/** Rows of the table of all students. */
const MAX_LINES_SHOWN = 5000;

/** The page of the class: what needs attention first, then how the class did. One file, no script, no network. */
export async function classPage({ stats, facts, problems }: ClassPageInput): Promise<string> {
  const lessons = facts.lessons.map((lesson) => stats.of(lesson));
  const sections = await Promise.all(lessons.map(lessonHtml));
  const students = new Set(stats.lines.map(({ student }) => student)).size;
  const count = (status: string) => stats.lines.filter((line) => line.status === status).length;
  const title =
    lessons.length === 1 ? `Lesson ${lessons[0]?.id} · ${lessons[0]?.title}` : `${lessons.length} lessons`;
  const attention = stats.lines.filter(({ status }) => status === "needs attention");
  const body = `<div class="wide">
<header>
<p class="kicker">Class overview</p>
<h1>${plain(title)}</h1>
</header>
<main>
<ul class="summary">
<li><b>${students}</b><span>students</span></li>
<li><b>${count("graded")}</b><span>graded</span></li>
<li><b>${count("late")}</b><span>late</span></li>
<li><b>${count("waiting for a person")}</b><span>waiting for a person</span></li>
<li><b>${count("missing")}</b><span>missing</span></li>
<li><b>${attention.length}</b><span>need attention</span></li>
</ul>
${attentionHtml(attention, problems)}
${sections.join("\n")}
${everybodyHtml(stats.lines)}
</main>
<footer>${facts.sandbox.map((sentence) => `<p>${plain(sentence)}</p>`).join("")}</footer>
</div>`;
  return htmlPage({ title: `Class overview: ${title}`, body });
}

function attentionHtml(lines: readonly StudentLine[], problems: readonly string[]): string {
  if (lines.length === 0 && problems.length === 0) return "";
  const rows = lines.map((line) => [nameCell(line), plain(line.lesson), plain(line.reason)]);
  const others = problems.map((sentence) => `<li>${plain(sentence)}</li>`).join("");
  return `<section aria-labelledby="attention"><h2 id="attention">Needs your attention</h2>
${lines.length === 0 ? "" : table("What a person must look at", ["student", "lesson", "why"], rows, "tall")}
${others === "" ? "" : `<ul>${others}</ul>`}</section>`;
}

async function lessonHtml(stats: LessonStats): Promise<string> {
  const { id, title, totals, max, mistakes, seconds } = stats;
  if (totals.length === 0) {
    return `<section aria-labelledby="lesson-${id}"><h2 id="lesson-${id}">Lesson ${plain(id)} · ${plain(title)}</h2><p>Nobody has points yet.</p></section>`;
  }
  const average = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  const facts = `${totals.length} with points, of ${max}: the average is ${rounded(average)}, the median ${rounded(median(totals))}, the best ${Math.max(...totals)}, the lowest ${Math.min(...totals)}.`;
  const hard = hardestChecks(stats);
  const parts = [
    `<h2 id="lesson-${id}">Lesson ${plain(id)} · ${plain(title)}</h2><p>${plain(facts)}</p>`,
    figure(
      await distributionChart(stats),
      ["points", "students"],
      distributionRows(stats).map((row) => [row.label, String(row.value)]),
    ),
    "<h3>Hardest checks</h3>",
    hard.length === 0
      ? "<p>Every notebook passes every check.</p>"
      : figure(
          await hardestChart(stats),
          ["exercise", "check", "passed"],
          hard.map(({ exercise, name, hidden, passed, tried }) => [
            exercise,
            `${name}${hidden ? " (hidden)" : ""}`,
            `${passed} of ${tried}`,
          ]),
        ),
    "<h3>Common mistakes</h3>",
    mistakesHtml(mistakes),
    "<h3>Time</h3>",
    ...(stats.ahead.length === 0
      ? []
      : [
          figure(
            await aheadChart(stats),
            ["when", "notebooks"],
            aheadRows(stats).map((row) => [row.label, String(row.value)]),
          ),
        ]),
    ...(seconds.length === 0
      ? []
      : [
          figure(
            await timeChart(stats),
            ["exercise", "seconds, median"],
            timeRows(stats).map((row) => [row.label, row.value.toFixed(2)]),
          ),
          `<p class="soft">Grading a notebook took ${median(seconds).toFixed(1)} s in the middle, and ${Math.max(...seconds).toFixed(1)} s at most.</p>`,
        ]),
  ];
  return `<section aria-labelledby="lesson-${id}">${parts.join("\n")}</section>`;
}

function mistakesHtml(mistakes: LessonStats["mistakes"]): string {
  if (mistakes.length === 0) return "<p>No check found a mistake.</p>";
  const rows = mistakes
    .slice(0, MAX_MISTAKES_SHOWN)
    .map(({ exercise, check, message, students, examples }) => [
      String(students),
      plain(exercise),
      `${check === undefined ? "" : `<strong>${plain(check)}</strong><br>`}${plain(message)}`,
      `${examples.map(isolated).join(", ")}${students > examples.length ? ", …" : ""}`,
    ]);
  return table(
    "Mistakes that came most often",
    ["notebooks", "exercise", "what was said", "for example"],
    rows,
  );
}

function everybodyHtml(lines: readonly StudentLine[]): string {
  const rows = lines
    .slice(0, MAX_LINES_SHOWN)
    .map((line) => [
      nameCell(line),
      plain(line.lesson),
      statusBadge(line.status),
      `<span class="number">${line.total === undefined ? "–" : `${line.total} of ${line.max}`}</span>`,
      plain(line.reason),
    ]);
  const more = lines.length - rows.length;
  return `<section aria-labelledby="everybody"><h2 id="everybody">Everybody</h2>
${table("Table of everybody", ["student", "lesson", "status", "points", "remarks"], rows, "tall")}
${more > 0 ? `<p class="soft">${more} more rows are in gradebook.csv.</p>` : ""}</section>`;
}

/** A student's name, as a link to the feedback. */
function nameCell({ student, name, feedback }: StudentLine): string {
  const href = feedback.map(encodeURIComponent).join("/");
  return `<a href="${plain(href)}">${isolated(name ?? student)}</a>${name === undefined ? "" : ` <span class="soft">${isolated(student)}</span>`}`;
}

/** @param rows - cells of HTML */
function table(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  kind = "",
): string {
  return `<div class="scroll ${kind}" tabindex="0" role="region" aria-label="${plain(caption)}"><table>
<caption class="unseen">${plain(caption)}</caption>
<thead><tr>${header.map((name) => `<th scope="col">${plain(name)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</tbody>
</table></div>`;
}

/** A chart as a still picture, which runs nothing, and its numbers as a table. */
function figure(chart: Chart, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(chart.svg).toString("base64")}`;
  return `<figure><img src="${source}" alt="${plain(`${chart.title}. ${chart.description}`)}">
<details><summary>As a table</summary>${table(
    chart.title,
    header,
    rows.map((cells) => cells.map(plain)),
  )}</details></figure>`;
}
