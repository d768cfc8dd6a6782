import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { splitParagraphs } from "../../../../labs/research/corpus/split-paragraphs.ts";
import fc from "../../../fast-check.ts";

const root = join(import.meta.dirname, "../../../..");

/** Each paragraph as the title, the line and the text. */
function split(text: string, kind: "document" | "source" = "document") {
  return splitParagraphs(text, kind).map(({ start, end, title, line, isCode }) =>
    [isCode ? "code" : "text", title, line, text.slice(start, end)].join(" | "),
  );
}

test("paragraphs are the blocks between blank lines, and headings are their titles", () => {
  const text = "Before.\n\n# One #\nfirst\nsecond\n\n\nTwo\n===\n\nthird";
  expect(split(text)).toEqual([
    "text |  | 1 | Before.",
    "text | One | 4 | first\nsecond",
    "text | Two | 11 | third",
  ]);
});

test("each item of a list is a paragraph with the lines that belong to it", () => {
  expect(split("Intro:\n- one\n  more of one\n- two\n\n1. three")).toEqual([
    "text |  | 1 | Intro:",
    "text |  | 2 | - one\n  more of one",
    "text |  | 4 | - two",
    "text |  | 6 | 1. three",
  ]);
});

test("code between fences is one paragraph, whatever it contains", () => {
  expect(split("```js\n# no heading\n\nconst a = 1;\n```\nAfter.")).toEqual([
    "code |  | 2 | # no heading\n\nconst a = 1;",
    "text |  | 6 | After.",
  ]);
});

test("a fence that is never closed loses nothing", () => {
  expect(split("~~~\nconst a = 1;")).toEqual(["code |  | 2 | const a = 1;"]);
});

test("of a source only documentation comments are read, and the declaration below is the title", () => {
  const text = `const glob = "src/**/*.ts";
// not this
/** Adds one. */
export function add(n: number) {
  /**
   * Why it is so:
   *
   * @returns the sum
   * of both
   */
  return n + 1;
}`;
  expect(split(text, "source")).toEqual([
    "text | export function add(n: number) | 3 | Adds one.",
    "text | return n + 1 | 6 | Why it is so:",
    "text | return n + 1 | 8 | @returns the sum\n   * of both",
  ]);
});

test("Windows' line breaks do not belong to a paragraph's end", () => {
  expect(split("one\r\ntwo\r\n\r\nthree\r\n")).toEqual(["text |  | 1 | one\r\ntwo", "text |  | 4 | three"]);
});

test("lines without a letter or a digit are no paragraphs", () => {
  expect(split("---\n\n* * *\n\n![]()\n")).toEqual([]);
});

test("a huge line is cut without losing a character or splitting one", () => {
  const text = "😀word".repeat(2000);
  const parts = splitParagraphs(text, "document").map(({ start, end }) => text.slice(start, end));
  expect(parts.join("")).toBe(text);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
  for (const part of parts) expect(part.isWellFormed()).toBe(true);
});

test.each([
  ["comments that are never closed", "/** a\n".repeat(100_000)],
  ["a heading of signs", `# ${"# ".repeat(500_000)}x`],
  ["a comment of spaces", `/** a${" ".repeat(1_000_000)}b\n*/`],
  ["a line of spaces", `a${" ".repeat(1_000_000)}b`],
  ["fences", "```\n~~~\n".repeat(100_000)],
])("%s do not take quadratic time", (_, text) => {
  for (const kind of ["document", "source"] as const)
    expect(splitParagraphs(text, kind).length).toBeLessThan(200_001);
});

test("whatever the text, paragraphs are in order, do not overlap, and begin at the line they name", () => {
  const line = fc.constantFrom(
    "",
    "word",
    "# title",
    "```",
    "- item",
    "/** doc */",
    " * star",
    "===",
    "|",
    "/**",
    " */",
  );
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom("document", "source"), (lines, kind) => {
      const text = lines.join("\n");
      let last = 0;
      for (const [i, { number, start, end, line }] of splitParagraphs(text, kind as "document").entries()) {
        expect(number).toBe(i + 1);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(text.slice(0, start).split("\n").length).toBe(line);
        last = end;
      }
    }),
  );
});

test("no line with words of a real document is lost", () => {
  const text = readFileSync(join(root, "node_modules/piscina/README.md"), "utf8");
  const covered = splitParagraphs(text, "document").map(
    ({ start, end, title }) => text.slice(start, end) + title,
  );
  const all = covered.join("\n").replace(/\s+/g, " ");
  const lines = text
    .split("\n")
    .filter((line) => /[a-z]/i.test(line) && !/^ {0,3}(#|```|~~~|=+$)/.test(line));
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.filter((line) => !all.includes(line.trim().replace(/\s+/g, " ")))).toEqual([]);
});
