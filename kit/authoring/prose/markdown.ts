import MarkdownIt, { type Token } from "markdown-it";

// As JupyterLab reads it: raw HTML is HTML.
const markdown = new MarkdownIt({ html: true, linkify: false });

/** The tokens of a text, those inside lines too, each with the line (from 0) on which its block begins. */
export function tokensOf(text: string): { token: Token; line: number }[] {
  return markdown
    .parse(text, {})
    .flatMap((token) =>
      [token, ...(token.children ?? [])].map((each) => ({ token: each, line: token.map?.[0] ?? 0 })),
    );
}
