import type { Complain } from "../lesson-error.ts";

/** A value of the header: a mapping, a text or a whole number. */
export type HeaderValue = string | number | HeaderMapping;
export interface HeaderMapping {
  readonly [key: string]: HeaderValue;
}

/** One line of the header without its `// `, with its place in the file. */
export interface HeaderLine {
  readonly text: string;
  readonly line: number;
}

/**
 * Reads the part of YAML that jupytext writes into the header of a script: mappings nested by indentation, texts plain or
 * quoted, whole numbers, and mappings in braces on one line. Anything else is refused, with its line.
 */
export function parseFrontMatter(lines: readonly HeaderLine[], complain: Complain): HeaderMapping {
  const rows = lines.filter(({ text }) => text.trim() !== "" && !text.trimStart().startsWith("#"));
  const { mapping, next } = readMapping(rows, 0, 0, complain);
  const rest = rows[next];
  if (rest) throw complain(rest.line, "the header's indentation does not fit the lines above it");
  return mapping;
}

const ENTRY = /^( *)([A-Za-z_][\w.-]*):(?: +(.*))?$/;

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function readMapping(rows: readonly HeaderLine[], start: number, indent: number, complain: Complain) {
  const mapping: Record<string, HeaderValue> = {};
  let next = start;
  for (;;) {
    const row = rows[next];
    if (!row || indentOf(row.text) !== indent) return { mapping, next };
    const entry = ENTRY.exec(row.text.trimEnd());
    if (!entry)
      throw complain(row.line, `the header line "${row.text.trim()}" is not of the form "key: value"`);
    const key = entry[2] as string;
    if (Object.hasOwn(mapping, key)) throw complain(row.line, `the header gives "${key}" twice`);
    next += 1;
    const inner = rows[next];
    const deeper = inner !== undefined && indentOf(inner.text) > indent;
    if (entry[3] === undefined || entry[3] === "") {
      if (!inner || !deeper) throw complain(row.line, `the header's "${key}" has no value`);
      const nested = readMapping(rows, next, indentOf(inner.text), complain);
      mapping[key] = nested.mapping;
      next = nested.next;
    } else {
      // YAML writers continue a long text on deeper lines.
      let text = entry[3];
      while (rows[next] && indentOf((rows[next] as HeaderLine).text) > indent) {
        text += ` ${(rows[next] as HeaderLine).text.trim()}`;
        next += 1;
      }
      mapping[key] = readInline(text, row.line, complain);
    }
  }
}

/** Reads the value after `key: ` on one line. */
function readInline(text: string, line: number, complain: Complain): HeaderValue {
  const cursor = { text, at: 0 };
  const value = readValue(cursor, "", line, complain);
  const rest = text.slice(cursor.at).trim();
  if (rest !== "" && !rest.startsWith("#")) {
    throw complain(line, `the header's value ${text} cannot be read: put it in double quotes on one line`);
  }
  return value;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === " ") cursor.at += 1;
}

function readValue(cursor: Cursor, stops: string, line: number, complain: Complain): HeaderValue {
  skipSpaces(cursor);
  const first = cursor.text[cursor.at];
  if (first === "{") return readBraces(cursor, line, complain);
  if (first === '"' || first === "'") return readQuoted(cursor, line, complain);
  if (first === undefined || "[&*!|>%@`".includes(first)) {
    throw complain(
      line,
      `the header's value "${cursor.text.slice(cursor.at)}" cannot be read: put it in double quotes`,
    );
  }
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !stops.includes(cursor.text[cursor.at] as string)) {
    if (cursor.text.startsWith(" #", cursor.at)) break;
    cursor.at += 1;
  }
  const plain = cursor.text.slice(start, cursor.at).trim();
  // YAML reads this text as a mapping or a list.
  if (/:(?: |$)|^[-?] /.test(plain)) {
    throw complain(
      line,
      `the header's value "${plain}" must stand in double quotes, because of its "${plain.match(/:|^[-?]/)?.[0]}"`,
    );
  }
  // YAML reads 07 as an octal number, and 08 as a text, which jupytext writes without quotes.
  if (/^0\d*[89]\d*$/.test(plain)) return plain;
  return /^[-+]?\d+$/.test(plain) ? Number(plain) : plain;
}

const QUOTED = { '"': /"(?:[^"\\]|\\.)*"/y, "'": /'(?:[^']|'')*'/y } as const;

function readQuoted(cursor: Cursor, line: number, complain: Complain): string {
  const pattern = QUOTED[cursor.text[cursor.at] as keyof typeof QUOTED];
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (!match) throw complain(line, `a quote in the header is not closed: ${cursor.text}`);
  cursor.at += match[0].length;
  const inside = match[0].slice(1, -1);
  if (match[0].startsWith("'")) return inside.replaceAll("''", "'");
  return inside.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/gi, (_, x, u, long, plain) =>
    plain === undefined
      ? String.fromCodePoint(Number.parseInt(x ?? u ?? long, 16))
      : ({ n: "\n", t: "\t" }[plain as string] ?? plain),
  );
}

function readBraces(cursor: Cursor, line: number, complain: Complain): HeaderMapping {
  const mapping: Record<string, HeaderValue> = {};
  cursor.at += 1;
  for (;;) {
    skipSpaces(cursor);
    if (cursor.text[cursor.at] === "}") break;
    const key = /[A-Za-z_][\w.-]*(?=\s*:)|"[A-Za-z_][\w.-]*"(?=\s*:)/y;
    key.lastIndex = cursor.at;
    const name = key.exec(cursor.text)?.[0];
    if (name === undefined)
      throw complain(line, `the header's braces are not of the form { key: value, … }: ${cursor.text}`);
    cursor.at = cursor.text.indexOf(":", key.lastIndex) + 1;
    mapping[name.replaceAll('"', "")] = readValue(cursor, ",}", line, complain);
    skipSpaces(cursor);
    const after = cursor.text[cursor.at];
    if (after === ",") cursor.at += 1;
    else if (after !== "}") throw complain(line, `the header's braces are not closed: ${cursor.text}`);
  }
  cursor.at += 1;
  return mapping;
}
