import { createHash } from "node:crypto";
import { escapeHtml } from "../../../common/escape-html.ts";
import { sentenceHtml } from "../../../common/sentence-html.ts";
import { pageStyle } from "./style.ts";

export interface Page {
  readonly title: string;
  /** HTML, made of escaped text alone. */
  readonly body: string;
  /** The only script that the page runs. @default none */
  readonly script?: string;
  /** Whether it may send to the server that it came from. @default false */
  readonly connectsToItself?: boolean;
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const styleHash = hashOf(pageStyle);

/**
 * A page that is one file and asks the network for nothing. Its policy lets the browser run no script and follow no style but the page's
 * own, known by their hashes, whatever a learner's name, code or output contains.
 */
export function htmlPage({ title, body, script, connectsToItself = false }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styleHash};${script === undefined ? "" : ` script-src ${hashOf(script)};`}${connectsToItself ? " connect-src 'self';" : ""} img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
${body}${script === undefined ? "" : `\n<script>${script}</script>`}
</body>
</html>
`;
}

/** Escaped text of any writing direction, isolated from the text around it. */
export const isolated = (text: string): string => `<bdi>${escapeHtml(visible(text))}</bdi>`;

/** Escaped text. */
export const plain = (text: string): string => escapeHtml(visible(text));

/** A sentence of a check: escaped, with its emphasis and code. */
export const sentence = (text: string): string => sentenceHtml(visible(text));

/** A block of code or output. */
export const block = (text: string, label: string): string =>
  `<pre tabindex="0" role="region" aria-label="${escapeHtml(label)}">${plain(text)}</pre>`;

/** Replaces control characters with U+FFFD, except line breaks and tabs. */
function visible(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}

/** Points as text, such as "3 of 4". */
export const outOf = (points: number, max: number): string => `${points} of ${max}`;
