import MarkdownIt from "markdown-it";
import { escapeHtml } from "../../common/escape-html.ts";
import { sentenceHtml } from "../../common/sentence-html.ts";
import { type CheckReport, type ExerciseReport, exerciseResult, hasPassed } from "../report.ts";
import {
  checkMark,
  essentialSentence,
  learnersOutput,
  MORE_CHECKS,
  pointsText,
  reachedText,
  reasonOf,
} from "./words.ts";

/*
 * Colours are JupyterLab's own variables, so that feedback follows its light and its dark theme. Each has a fallback that is readable on white
 * and on black, for pages outside JupyterLab.
 */
const color = {
  text: "var(--jp-content-font-color1, inherit)",
  faint: "var(--jp-content-font-color2, #6b7280)",
  line: "var(--jp-border-color2, #9ca3af66)",
  good: "var(--jp-success-color1, #2e9e4f)",
  bad: "var(--jp-error-color1, #d9463b)",
  note: "var(--jp-warn-color1, #b7791f)",
  code: "var(--jp-layout-color2, #8080801f)",
} as const;
/** A colour for words: mixed with the colour of text, it stands out from a light and from a dark ground. */
const inkOf = (name: keyof typeof color) =>
  `color-mix(in srgb, ${color[name]} 55%, var(--jp-content-font-color1, CanvasText))`;
const mono = "font-family: var(--jp-code-font-family, ui-monospace, monospace); font-size: 0.92em;";

// Raw HTML in a lesson's Markdown is shown as text.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Markdown of a lesson as HTML. */
export const markdownHtml = (text: string): string => markdown.render(text);

/** A framed piece of feedback with a coloured edge. */
export function card(edge: keyof typeof color, content: string): string {
  return `<div class="swarmlab-feedback" style="border: 1px solid ${color.line}; border-left: 5px solid ${color[edge]}; border-radius: 6px; padding: 10px 14px; margin: 4px 0; max-width: 54em; color: ${color.text}; line-height: 1.5;">${content}</div>`;
}

/** An exercise's feedback: each check with what it expected and what came, and what to do next. */
export function exerciseHtml(
  report: ExerciseReport,
  { next, explanation, graded = false }: { next?: string; explanation?: string; graded?: boolean } = {},
): string {
  const passed = hasPassed(report);
  const visible = report.checks.filter((check) => !check.hidden);
  const essential = essentialSentence(visible);
  const isWrong = report.checks.some(({ status }) => status !== "passed" && status !== "open");
  const tint = passed ? "good" : isWrong || report.checks.length === 0 ? "bad" : "note";
  return card(
    tint,
    [
      `<div style="display: flex; justify-content: space-between; gap: 1em; font-weight: 600;"><span>Exercise ${escapeHtml(report.id)} · ${escapeHtml(report.title)}</span><span style="white-space: nowrap; color: ${inkOf(tint)};">${reachedText(exerciseResult(report))}</span></div>`,
      report.problem === undefined
        ? ""
        : `<div style="margin-top: 6px;">${sentenceHtml(report.problem)}</div>`,
      `<ul style="list-style: none; margin: 8px 0 0; padding: 0;">${visible.map((check) => checkHtml(check, report)).join("")}</ul>`,
      essential
        ? `<div style="margin-top: 6px; border-left: 3px solid ${color.note}; padding-left: 8px;">${sentenceHtml(essential)}</div>`
        : "",
      graded ? `<div style="margin-top: 6px; color: ${color.faint};">${MORE_CHECKS}</div>` : "",
      outputHtml(report),
      ...report.notes.map(
        (note) => `<div style="margin-top: 6px;"><strong>Note:</strong> ${sentenceHtml(note)}</div>`,
      ),
      explanation === undefined
        ? ""
        : `<div style="margin-top: 10px; border-top: 1px solid ${color.line}; padding-top: 6px;">${markdownHtml(explanation)}</div>`,
      next === undefined ? "" : `<div style="margin-top: 8px;">${withCode(next)}</div>`,
    ].join(""),
  );
}

function checkHtml(check: CheckReport, report: ExerciseReport): string {
  const tint = check.status === "passed" ? color.good : check.status === "open" ? color.note : color.bad;
  const { own, expected, got, reread } = reasonOf(check, report);
  const worth =
    check.maxPoints === 1
      ? ""
      : ` <span style="color: ${color.faint};">(${pointsText(check.maxPoints)})</span>`;
  const reason = own === undefined ? "" : `<div style="margin-left: 1.6em;">${sentenceHtml(own)}</div>`;
  const values =
    expected === undefined
      ? ""
      : `<table style="margin: 2px 0 4px 1.6em; border-collapse: collapse; font-size: inherit;">${valueRow("expected", expected)}${valueRow("got", got ?? "")}</table>`;
  const pointer =
    reread === undefined
      ? ""
      : `<div style="margin-left: 1.6em;">${linked(sentenceHtml(reread), check.rereadAt?.link)}</div>`;
  return `<li style="margin: 3px 0;"><span aria-hidden="true" style="display: inline-block; width: 1.6em; font-weight: 700; color: ${tint};">${checkMark(check)}</span><span style="position: absolute; clip-path: inset(50%);">${check.status}: </span>${sentenceHtml(check.name)}${worth}${reason}${values}${pictureHtml(check, report)}${pointer}</li>`;
}

/** A sentence as a link, where there is something to go to. */
const linked = (html: string, link: string | undefined) =>
  link === undefined ? html : `<a href="${escapeHtml(link)}">${html}</a>`;

/** The drawing of what a check found, as HTML; empty where a check has found nothing to draw. It is an image, because a browser runs no scripts of an image. */
export function pictureHtml({ picture, status }: CheckReport, { state }: ExerciseReport): string {
  if (picture === undefined || status === "passed" || state === "starter" || picture.svg === "") return "";
  const data = Buffer.from(picture.svg).toString("base64");
  // It keeps its size, at which its words can be read, and scrolls where there is no room.
  return `<div tabindex="0" role="group" aria-label="The order of steps that fails" style="margin: 4px 0 6px 1.6em; overflow-x: auto;"><img class="swarmlab-drawing" alt="${escapeHtml(picture.text)}" style="max-width: none; border: 1px solid ${color.line};" src="data:image/svg+xml;base64,${data}"/></div>`;
}

const valueRow = (label: string, value: string) =>
  `<tr style="background: none;"><td style="text-align: left; vertical-align: top; padding: 1px 10px 1px 0; color: ${color.faint};">${label}</td><td style="text-align: left; padding: 1px 6px; background: ${color.code}; ${mono} white-space: pre-wrap; overflow-wrap: anywhere;">${escapeHtml(value)}</td></tr>`;

function outputHtml(report: ExerciseReport): string {
  const output = learnersOutput(report);
  if (!output) return "";
  return `<div style="margin-top: 6px;">${escapeHtml(output.caption)}</div>${preformatted(output.text)}`;
}

/** Text in a box, with its line breaks. */
export function preformatted(text: string): string {
  return `<pre style="margin: 4px 0; padding: 6px 10px; background: ${color.code}; color: inherit; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; ${mono}">${escapeHtml(text)}</pre>`;
}

/** A sentence in which calls such as hint("01.2") look like code. */
function withCode(sentence: string): string {
  return escapeHtml(sentence).replace(
    /\b(?:hint|coteach|check)\(&#34;[^&]*&#34;\)/g,
    (call) => `<code style="background: ${color.code}; ${mono}">${call}</code>`,
  );
}

/** One sentence in a frame. */
export const messageHtml = (sentence: string): string => card("faint", withCode(sentence));

/** A hint. @param text - Markdown */
export function hintHtml(title: string, text: string, more: string): string {
  return card(
    "note",
    `<div style="font-weight: 600;">${escapeHtml(title)}</div><div style="margin-top: 6px;">${markdownHtml(text)}</div><div style="margin-top: 6px; color: ${color.faint};">${withCode(more)}</div>`,
  );
}

/** Two texts side by side, or below each other on a narrow screen. A button copies the first. @param caption - plain text above them */
export function besideHtml(
  caption: string,
  ...texts: readonly (readonly [title: string, text: string])[]
): string {
  const column = ([title, text]: readonly [string, string], index: number) =>
    `<div style="flex: 1 1 26em; min-width: 0;"><div style="display: flex; justify-content: space-between; align-items: baseline;"><span style="color: ${color.faint};">${escapeHtml(title)}</span>${index === 0 ? copyButton : ""}</div><pre tabindex="0" style="max-height: 34em; overflow: auto; margin: 4px 0 0; padding: 8px 10px; background: ${color.code}; color: inherit; border-radius: 4px; white-space: pre; ${mono}">${escapeHtml(text)}</pre></div>`;
  return card(
    "note",
    `<div>${escapeHtml(caption)}</div><div style="display: flex; flex-wrap: wrap; gap: 14px; margin-top: 8px;">${texts
      .filter(([, text]) => text !== "")
      .map(column)
      .join("")}</div>`,
  );
}

/** It copies the text that stands after the line in which the button is. */
const copyButton = `<button type="button" onclick="navigator.clipboard.writeText(this.parentElement.nextElementSibling.textContent).then(() => { this.textContent = 'Copied'; })" style="cursor: pointer; padding: 2px 12px; border: 1px solid ${color.line}; border-radius: 4px; background: ${color.code}; color: inherit;">Copy</button>`;

/** A prompt to copy: one click on it selects all of it, and a button copies it. @param caption - plain text above it */
export function promptHtml(caption: string, prompt: string): string {
  const box = `<pre tabindex="0" style="user-select: all; max-height: 22em; overflow: auto; margin: 6px 0 0; padding: 8px 10px; background: ${color.code}; color: inherit; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; ${mono}">${escapeHtml(prompt)}</pre>`;
  return card(
    "note",
    `<div style="display: flex; justify-content: space-between; gap: 1em; align-items: baseline;"><span>${escapeHtml(caption)}</span>${copyButton}</div>${box}`,
  );
}
