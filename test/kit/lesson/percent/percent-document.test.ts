import { expect, test } from "vitest";
import { complainAbout } from "../../../../kit/lesson/lesson-error.ts";
import { parsePercent } from "../../../../kit/lesson/percent/percent-document.ts";

const HEADER = "// ---\n// a: 1\n// ---\n\n";
const parse = (text: string) => parsePercent(text, complainAbout("x.ts"));
const sources = (cells: string) => parse(HEADER + cells).cells.map(({ source }) => source);

test("markdown loses its comment signs, and no more than those", () => {
  expect(sources("// %% [markdown]\n// # A\n//\n//   indented\n//tight\n// // two\n")).toEqual([
    "# A\n\n  indented\ntight\n// two",
  ]);
});

test("the blank line between two cells belongs to neither", () => {
  expect(sources("// %%\na\n\n// %%\nb\n// %%\nc\n")).toEqual(["a", "b", "c"]);
});

test("blank lines inside a cell stay", () => {
  expect(sources("// %%\na\n\n\nb\n\n\n// %%\nc\n")).toEqual(["a\n\n\nb", "c"]);
});

test("a cell may be empty", () => {
  expect(sources("// %%\n\n// %%\n")).toEqual(["", ""]);
});

test("a marker inside a fenced block of text begins no cell", () => {
  const mermaid = "// ```mermaid\n// %% comment\n// ```";
  expect(sources(`// %% [markdown]\n${mermaid}\n// after\n\n// %%\nx\n`)).toEqual([
    "```mermaid\n%% comment\n```\nafter",
    "x",
  ]);
});

test("a fenced block that is never closed does not swallow the cells below", () => {
  expect(sources("// %% [markdown]\n// ```ts\n// x\n\n// %%\ny\n")).toEqual(["```ts\nx", "y"]);
});

test("each cell knows the line of its marker", () => {
  expect(
    parse(`// -*- coding: utf-8 -*-\n${HEADER}// %%\na\n\n// %%\nb\n`).cells.map(({ line }) => line),
  ).toEqual([6, 9]);
});

test("Windows line ends and a byte order mark make no difference", () => {
  const text = `${HEADER}// %%\na\n\n// %% [markdown]\n// b\n`;
  expect(parse(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(parse(text));
});

test.each([
  ["", "x.ts:1: a lesson begins with a header"],
  ["// %%\nx\n", "x.ts:1: a lesson begins with a header"],
  [
    "// ---\n// a: 1\nx\n",
    "x.ts:1: a lesson begins with a header between two lines `// ---`; the second is missing",
  ],
  [`${HEADER}x\n// %%\n`, "x.ts:5: after the header comes one blank line, then the first cell"],
  [`${HEADER}\n// %%\n`, "x.ts:5: after the header comes one blank line, then the first cell"],
  [HEADER, "x.ts:5: after the header comes one blank line, then the first cell"],
  [`${HEADER}// %% [markdown]\ntext\n`, "x.ts:6: every line of a markdown cell begins with `//`"],
  [
    `${HEADER}// %%\n// %html\n`,
    "x.ts:6: jupytext takes a line that begins with % and a letter for a notebook command",
  ],
  [`${HEADER}// %%\n// // + x\n`, "x.ts:6: jupytext alters a line"],
  [`${HEADER}// %%\nconst a = """;\n`, "x.ts:6: three quotes in a row hide the cells below"],
  [`${HEADER}// %%\nif (a) {\n  // %%\n}\n`, "x.ts:7: write the cell marker"],
])("%j is refused with its line", (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
