import MarkdownIt from "markdown-it";
import { card } from "../../checking/index.ts";
import { escapeHtml } from "../../common/escape-html.ts";

// A model's text may hold anything. No HTML, and no pictures or links: a picture's address would be asked at once, with what stands in it.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  "image",
  "link",
  "autolink",
  "reference",
]);

/** What stands under a cell with `ask()`. */
export interface AnswerView {
  readonly title: string;
  /** Markdown of the model; empty before the first word. */
  readonly text: string;
  /** Plain sentences before and after it. */
  readonly notice?: string;
  readonly footer?: string;
}

/** An answer as HTML and as text. */
export function answerView({ title, text, notice, footer }: AnswerView): {
  "text/html": string;
  "text/plain": string;
} {
  const faint = (sentence: string) =>
    `<div style="margin-top: 6px; opacity: 0.75;">${escapeHtml(sentence)}</div>`;
  return {
    // JupyterLab makes formulas of what stands between dollars, and a formula may hold a link that does not show its address.
    "text/html": card(
      "note",
      `<div class="mathjax_ignore">${[
        `<div style="font-weight: 600;">${escapeHtml(title)}</div>`,
        notice === undefined ? "" : faint(notice),
        text === "" ? "" : `<div style="margin-top: 6px;">${markdown.render(text)}</div>`,
        footer === undefined ? "" : faint(footer),
      ].join("")}</div>`,
    ),
    "text/plain": [title, notice, text, footer]
      .filter((part) => part !== undefined && part !== "")
      .join("\n\n"),
  };
}
