import MarkdownIt, { type Token } from "markdown-it";

// JupyterLab reads raw HTML in Markdown as HTML.
const markdown = new MarkdownIt({ html: true, linkify: false });

/** The tokens of a text, inline tokens too, each with the first line of its block, from 0. */
export function tokensOf(text: string): { token: Token; line: number }[] {
  return markdown
    .parse(text, {})
    .flatMap((token) =>
      [token, ...(token.children ?? [])].map((each) => ({ token: each, line: token.map?.[0] ?? 0 })),
    );
}
