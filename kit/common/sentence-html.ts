import { escapeHtml } from "./escape-html.ts";

/** `code`, **strong** or *emphasis*; signs inside a word or a formula, as in `a*b*c` or 2 * 3 * 4, are left as they are. */
const MARKED =
  /`([^`\n]{1,200})`|(?<![\p{L}\p{N}*])\*\*([^\s*](?:[^*\n]{0,200}[^\s*])?)\*\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}*])\*([^\s*](?:[^*\n]{0,200}[^\s*])?)\*(?![\p{L}\p{N}*])/gu;

/** A sentence of a check as HTML: escaped, with Markdown's code, emphasis and strong. Nothing else of Markdown is read. */
export function sentenceHtml(text: string): string {
  let html = "";
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, code, strong, emphasis] = match;
    html += escapeHtml(text.slice(at, match.index));
    if (code !== undefined) html += `<code>${escapeHtml(code)}</code>`;
    else if (strong !== undefined) html += `<strong>${escapeHtml(strong)}</strong>`;
    else html += `<em>${escapeHtml(emphasis ?? "")}</em>`;
    at = match.index + whole.length;
  }
  return html + escapeHtml(text.slice(at));
}

/** The same sentence as plain text, for charts, which have no markup. */
export function withoutMarks(text: string): string {
  return text.replace(MARKED, (_, code, strong, emphasis) => code ?? strong ?? emphasis);
}
