import { basename, relative, sep } from "node:path";
import type { Chart } from "@swarmlab/labs/dashboard";
import { median } from "../../common/median.ts";
import { withoutMarks } from "../../common/sentence-html.ts";
import type { SimilarPair } from "../similar/similar-answers.ts";
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
import { htmlPage, isolated, plain, sentence } from "./page/page.ts";
import { statusBadge } from "./page/status.ts";
import { sortScript, table } from "./page/table.ts";

export interface ClassPageInput {
  readonly stats: Pick<ClassStats, "of"> & { readonly lines: readonly StudentLine[] };
  readonly facts: GradebookFacts;
  /** Sentences on files that have no owner or were left out. */
  readonly problems: readonly string[];
  /** Answers that share much of their code. */
  readonly similar: readonly SimilarPair[];
  /** The folder of the gradebook, from which the links to notebooks lead. */
  readonly folder: string;
}

/** Mistakes that the page lists for a lesson. */
const MAX_MISTAKES_SHOWN = 12;
/** Rows of the tables of all students. */
const MAX_LINES_SHOWN = 5000;

/** Pairs of similar answers that the page lists. */
const MAX_PAIRS_SHOWN = 100;

/** The page of the class: what needs attention first, then how the class did. One file, no network; its script sorts tables. */
export async function classPage({
  stats,
  facts,
  problems,
  similar,
  folder,
}: ClassPageInput): Promise<string> {
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
${similarHtml(similar, stats.lines)}
${facts.lessons.map((lesson) => everybodyHtml(lesson, stats.lines, facts.columns, folder)).join("\n")}
${otherRowsHtml(stats.lines, facts)}
</main>
<footer>${facts.sandbox.map((sentence) => `<p>${plain(sentence)}</p>`).join("")}</footer>
</div>`;
  return htmlPage({ title: `Class overview: ${title}`, body, script: sortScript });
}

function attentionHtml(lines: readonly StudentLine[], problems: readonly string[]): string {
  if (lines.length === 0 && problems.length === 0) return "";
  const rows = lines.map((line) => [nameCell(line), plain(line.lesson), sentence(line.reason)]);
  const others = problems.map((problem) => `<li>${sentence(problem)}</li>`).join("");
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
            `${withoutMarks(name)}${hidden ? " (hidden)" : ""}`,
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
    // Where no check has run, as in empty notebooks alone, there is a time for grading and none for an exercise.
    ...(timeRows(stats).length === 0
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
      `${check === undefined ? "" : `<strong>${sentence(check)}</strong><br>`}${sentence(message)}`,
      `${examples.map(isolated).join(", ")}${students > examples.length ? ", …" : ""}`,
    ]);
  return table(
    "Mistakes that came most often",
    ["notebooks", "exercise", "what was said", "for example"],
    rows,
  );
}

/** Everybody's points in a lesson: a column for each exercise. */
function everybodyHtml(
  { id, title }: { readonly id: string; readonly title: string },
  all: readonly StudentLine[],
  columns: readonly string[],
  folder: string,
): string {
  const lines = all.filter(({ lesson }) => lesson === id);
  const own = columns.filter((column) => column.startsWith(`${id}.`));
  const rows = lines
    .slice(0, MAX_LINES_SHOWN)
    .map((line) => [
      nameCell(line),
      statusBadge(line.status),
      line.total === undefined ? "–" : `${line.total} of ${line.max}`,
      ...own.map((column) => String(line.points[column] ?? "–")),
      notebookCell(line, folder),
      sentence(line.reason),
    ]);
  const numbers = ["points", ...own].map((name) => ({ title: name, isNumber: true }));
  const more = lines.length - rows.length;
  return `<section aria-labelledby="everybody-${id}"><h2 id="everybody-${id}">Everybody · Lesson ${plain(id)} · ${plain(title)}</h2>
${table(`Table of everybody in lesson ${id}`, ["student", "status", ...numbers, "notebook", "remarks"], rows, "sortable")}
${more > 0 ? `<p class="soft">${more} more rows are in gradebook.csv.</p>` : ""}</section>`;
}

/** Rows of work whose lesson is unknown. */
function otherRowsHtml(all: readonly StudentLine[], { lessons }: GradebookFacts): string {
  const known = new Set(lessons.map(({ id }) => id));
  const lines = all.filter(({ lesson }) => !known.has(lesson));
  if (lines.length === 0) return "";
  const rows = lines.map((line) => [nameCell(line), statusBadge(line.status), sentence(line.reason)]);
  return `<section aria-labelledby="other"><h2 id="other">Without a lesson</h2>
${table("Work whose lesson could not be told", ["student", "status", "remarks"], rows, "sortable")}</section>`;
}

/** Pairs of answers for a person to look at. */
function similarHtml(pairs: readonly SimilarPair[], lines: readonly StudentLine[]): string {
  if (pairs.length === 0) return "";
  const of = (student: string, exercise: string) =>
    lines.find((line) => line.student === student && exercise.startsWith(`${line.lesson}.`));
  const cell = (student: string, exercise: string) => {
    const line = of(student, exercise);
    return line === undefined ? isolated(student) : nameCell(line);
  };
  const rows = pairs
    .slice(0, MAX_PAIRS_SHOWN)
    .map(({ exercise, students: [one, other], share, runs }) => [
      plain(exercise),
      cell(one, exercise),
      cell(other, exercise),
      `${Math.round(share * 100)} %`,
      String(runs),
    ]);
  const more = pairs.length - rows.length;
  const numbers = ["shared", "pieces"].map((title) => ({ title, isNumber: true }));
  return `<section aria-labelledby="similar"><h2 id="similar">Answers that are much alike</h2>
<p>Look at them; this is no verdict. Names and comments are ignored, and so is what was handed out or what many wrote. Short answers to a narrow question are often alike by themselves.</p>
${table("Pairs of similar answers", ["exercise", "student", "student", ...numbers], rows, "sortable")}
${more > 0 ? `<p class="soft">${more} more pairs are in similar-answers.csv.</p>` : ""}</section>`;
}

/** A notebook's name, as a link where it is a file of its own. */
function notebookCell({ notebook }: StudentLine, folder: string): string {
  if (notebook === undefined) return "–";
  const name = isolated(basename(notebook.where));
  if (notebook.file === undefined) return `<span title="${plain(notebook.where)}">${name}</span>`;
  const href = relative(folder, notebook.file).split(sep).map(encodeURIComponent).join("/");
  return `<a href="${plain(href)}">${name}</a>`;
}

/** A student's name, as a link to the feedback. */
function nameCell({ student, name, feedback }: StudentLine): string {
  const href = feedback.map(encodeURIComponent).join("/");
  return `<a href="${plain(href)}">${isolated(name ?? student)}</a>${name === undefined ? "" : ` <span class="soft">${isolated(student)}</span>`}`;
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
