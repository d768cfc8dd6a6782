import { count, formatSeconds } from "../../common/format-numbers.ts";
import type { Citation, Statement } from "./draft.ts";
import type { Report } from "./report.ts";

/** A report as Markdown. */
export function reportText(report: Omit<Report, "toString">): string {
  const { question, sections, example, citations, corpus, notes } = report;
  const parts = [`# ${oneLine(question)}`, headline(report)];
  for (const { title, statements } of sections) {
    const lines = statements.map((statement) => statementLine(statement, citations));
    // The section of the question itself needs no second title.
    parts.push(
      title.toLowerCase() === question.toLowerCase() ? "" : `## ${oneLine(title)}`,
      lines.join("\n"),
    );
  }
  if (sections.length === 0) parts.push("No sentence of the corpus speaks of this question.");
  if (example !== undefined) {
    // More marks than the code has anywhere.
    const fence = example.code.includes("```") ? "`````" : "```";
    parts.push("## Example", `${fence}js\n${printable(example.code)}\n${fence}`, `[${example.citation}]`);
  }
  if (citations.length > 0) {
    parts.push("## Sources", citations.map((citation) => sourceLine(citation, corpus)).join("\n"));
  }
  if (notes.length > 0) parts.push("## Notes", notes.map((note) => `- ${oneLine(note)}`).join("\n"));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headline({ figures, corpus, citations }: Omit<Report, "toString">): string {
  const { files, paragraphs, questions, workers, seconds } = figures;
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  const read = `${count(workers, "worker")} read ${paragraphs.toLocaleString("en")} paragraphs of ${files.toLocaleString("en")} files in ${corpus} for ${count(questions, "question")}`;
  const checked =
    citations.length === 0
      ? "nothing is cited"
      : `${count(citations.length, "citation")}, each compared with its source`;
  return `${read}: ${checked}. ${formatSeconds(total)}.`;
}

/** A longer title stands with the sources only. */
const LONGEST_TITLE = 50;

/** What a sentence says, after what it is about. */
function statementLine({ text, citation }: Statement, citations: readonly Citation[]): string {
  const title = plain(citations.find(({ number }) => number === citation)?.title ?? "");
  const about = title === "" || title.length > LONGEST_TITLE ? "" : `*${title.replace(/[`*]/g, "")}*: `;
  return `- ${about}${oneLine(text)} [${citation}]`;
}

function sourceLine({ number, path, paragraph, line, title }: Citation, corpus: string): string {
  const about = plain(title) === "" ? "" : ` · ${plain(title)}`;
  return `[${number}] ${oneLine(`${corpus.replace(/\/+$/, "")}/${path}`)}:${line}, paragraph ${paragraph}${about}`;
}

/** Tags that stand in headings. Every other bracket may belong to a type, as in `Promise<number>`. */
const TAG = /<\/?(?:a|b|br|code|div|em|h\d|i|img|kbd|p|picture|source|span|strong|sub|sup)\b[^>]*>/g;

/** A title without the tags of HTML. */
function plain(title: string): string {
  return oneLine(title.replace(TAG, "")).trim();
}

/** Text in one line, without what a terminal would obey. */
function oneLine(text: string): string {
  return printable(text.replace(/[\r\n]+/g, " "));
}

/** Text whose control characters, other than tabs and line feeds, are replaced: a file might hold a terminal's commands. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, "\u{fffd}");
}
