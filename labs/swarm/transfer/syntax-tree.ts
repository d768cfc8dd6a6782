import { parseExpressionAt } from "acorn";

/** A node of a syntax tree. The parser's tree is read generically, so that syntax of later years is walked as well. */
export interface Tree {
  type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && typeof (value as Tree).type === "string";
}

/** The nodes directly below. */
export function* childNodes<T extends Tree>(node: T): Generator<T> {
  // Without Object.values, whose array makes a walk over a large module noticeably slower.
  for (const field in node) {
    const value = node[field];
    // All nodes of one parser have one type.
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item as T;
    } else if (isNode(value)) yield value as T;
  }
}

/** Parses the expression at the start of a text. @returns undefined for a syntax error */
export function parseExpression(text: string): Tree | undefined {
  try {
    // The parser's nodes are plain data.
    return parseExpressionAt(text, 0, { ecmaVersion: "latest", locations: true }) as unknown as Tree;
  } catch {
    return undefined;
  }
}
