import type { Complain } from "../lesson-error.ts";

/** A JSON value, as cell metadata may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A line such as `// %% [markdown] tags=["hint"]`, which begins a cell. */
export interface CellMarker {
  readonly kind: "code" | "markdown";
  readonly title?: string;
  readonly metadata: Readonly<Record<string, Json>>;
}

/** Whether jupytext begins a cell at this line. It accepts more than `parseCellMarker`: indented markers, and markers without a space. */
export function looksLikeCellMarker(line: string): boolean {
  return /^\s*\/\/\s*(?:%%+(?:\s|$)|<codecell>\s*$|In\[[0-9 ]*\]:?\s*$)/.test(line);
}

/**
 * Reads a cell marker: `// %%`, then an optional title, `[markdown]` for a text cell, and metadata as `key=JSON` pairs.
 */
export function parseCellMarker(text: string, line: number, complain: Complain): CellMarker {
  const match = /^\/\/ %%(?: (.*))?$/.exec(text.trimEnd());
  if (!match)
    throw complain(line, `write the cell marker "${text.trim()}" as "// %%" at the start of the line`);
  const options = match[1]?.trim() ?? "";
  const firstPair = /(?:^|\s)([\w.@/-]+)\s*=/.exec(options);
  const words = firstPair ? options.slice(0, firstPair.index).trim() : options;
  if (words.includes("{"))
    throw complain(line, "write cell metadata as key=value pairs, not as one JSON object in braces");
  const metadata = firstPair ? parsePairs(options.slice(firstPair.index), line, complain) : {};

  const types = [...words.matchAll(/\[([^\]]*)\]/g)].map((type) => type[1] as string);
  if (types.length > 1)
    throw complain(line, `a cell has one type, this marker gives ${types.length}: ${types.join(", ")}`);
  const type = types[0];
  if (type !== undefined && type !== "markdown" && type !== "md") {
    throw complain(line, `the cell type [${type}] is unknown: a cell is code (no type) or [markdown]`);
  }
  const title = words.replace(/\[[^\]]*\]/, "").trim();
  return { kind: type === undefined ? "code" : "markdown", ...(title === "" ? {} : { title }), metadata };
}

function parsePairs(text: string, line: number, complain: Complain): Record<string, Json> {
  const metadata: Record<string, Json> = {};
  let rest = text.trim();
  while (rest !== "") {
    const key = /^([\w.@/-]+)\s*=\s*/.exec(rest);
    if (!key) throw complain(line, `"${rest}" in the cell marker is not of the form key=value`);
    const name = key[1] as string;
    if (Object.hasOwn(metadata, name)) throw complain(line, `the cell marker gives "${name}" twice`);
    rest = rest.slice(key[0].length);
    const end = endOfJson(rest);
    try {
      metadata[name] = JSON.parse(rest.slice(0, end));
    } catch {
      throw complain(line, `the cell marker's value of "${name}" is not JSON: ${rest}`);
    }
    rest = rest.slice(end).trimStart();
  }
  return metadata;
}

/** Where the JSON value at the start of `text` ends: at the first space outside quotes, brackets and braces. */
function endOfJson(text: string): number {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quoted && char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === "[" || char === "{")) depth += 1;
    else if (!quoted && (char === "]" || char === "}")) depth -= 1;
    else if (!quoted && depth === 0 && char === " ") return at;
  }
  return text.length;
}
