import { tokensOf } from "./markdown.ts";

/** A link or an image of a Markdown text. */
export interface Link {
  readonly kind: "link" | "image";
  readonly target: string;
  /** The alternative text of an image; empty where it has none. */
  readonly alt: string;
  /** Line of the text, from 0, on which its block begins. */
  readonly line: number;
}

/** Every link and image of a text, also in HTML. */
export function linksOf(text: string): Link[] {
  return tokensOf(text).flatMap(({ token, line }): Link[] => {
    if (token.type === "link_open")
      return [{ kind: "link", target: String(token.attrGet("href") ?? ""), alt: "", line }];
    if (token.type === "image")
      return [{ kind: "image", target: String(token.attrGet("src") ?? ""), alt: token.content.trim(), line }];
    if (token.type === "html_inline" || token.type === "html_block") return linksOfHtml(token.content, line);
    return [];
  });
}

function linksOfHtml(html: string, line: number): Link[] {
  return [...html.matchAll(/<(a|img)\b([^>]*)>/gi)].flatMap(([, tag = "", rest = ""]): Link[] => {
    const attribute = (name: string) =>
      new RegExp(`\\b${name}\\s*=\\s*("([^"]*)"|'([^']*)')`, "i")
        .exec(rest)
        ?.slice(2)
        .find((text) => text !== undefined);
    if (tag.toLowerCase() === "img")
      return [{ kind: "image", target: attribute("src") ?? "", alt: attribute("alt")?.trim() ?? "", line }];
    const href = attribute("href");
    return href === undefined ? [] : [{ kind: "link", target: href, alt: "", line }];
  });
}
