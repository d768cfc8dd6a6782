import { expect, test } from "vitest";
import { complainAbout } from "../../../../kit/lesson/lesson-error.ts";
import { parseFrontMatter } from "../../../../kit/lesson/percent/front-matter.ts";

function parse(yaml: string) {
  const rows = yaml.split("\n").map((text, i) => ({ text, line: i + 1 }));
  return parseFrontMatter(rows, complainAbout("x.ts"));
}

test("mappings nest by indentation", () => {
  expect(parse("a:\n  b:\n    c: deep\n  d: 2\ne: last")).toEqual({
    a: { b: { c: "deep" }, d: 2 },
    e: "last",
  });
});

test("a text may be plain, in single or in double quotes", () => {
  expect(parse(`a: One agent\nb: 'it''s'\nc: "a \\"b\\" \\u00b7 \\xB7"\nd: 40`)).toEqual({
    a: "One agent",
    b: "it's",
    c: 'a "b" · ·',
    d: 40,
  });
});

test("a number in quotes stays a text, so that a lesson keeps its leading zero", () => {
  expect(parse("a: '01'\nb: \"02\"\nc: 03")).toEqual({ a: "01", b: "02", c: 3 });
});

test("08 and 09, which YAML cannot read as numbers, are texts without quotes too", () => {
  expect(parse("a: 08\nb: 09\nc: 10")).toEqual({ a: "08", b: "09", c: 10 });
});

test("a mapping may stand in braces on one line, nested too", () => {
  expect(parse('a: { b: { c: .ts, "d": percent }, e: "x, y" }')).toEqual({
    a: { b: { c: ".ts", d: "percent" }, e: "x, y" },
  });
});

test("a long text that a YAML writer folded is one text again", () => {
  expect(parse("title: one two\n  three four\nnext: 1")).toEqual({ title: "one two three four", next: 1 });
});

test("comments and blank lines do not count, nor does a colon inside a word", () => {
  expect(parse("time: 12:30 or so")).toEqual({ time: "12:30 or so" });
  expect(parse("# a comment\n\na: b # why")).toEqual({ a: "b" });
});

test.each([
  ["a", 'x.ts:1: the header line "a" is not of the form "key: value"'],
  ["a: 1\na: 2", 'x.ts:2: the header gives "a" twice'],
  ["a:\nb: 1", `x.ts:1: the header's "a" has no value`],
  ["  a: 1", "x.ts:1: the header's indentation does not fit"],
  ["a: [1, 2]", 'x.ts:1: the header\'s value "[1, 2]" cannot be read'],
  [
    "title: Agents: part one",
    'x.ts:1: the header\'s value "Agents: part one" must stand in double quotes, because of its ":"',
  ],
  ["title: - one", 'x.ts:1: the header\'s value "- one" must stand in double quotes, because of its "-"'],
  ["a: { b: 1", "x.ts:1: the header's braces are not closed"],
  ["a: { b }", "x.ts:1: the header's braces are not of the form"],
  ['a: "open', "x.ts:1: a quote in the header is not closed"],
  ['a: "b" c', "x.ts:1: the header's value"],
])("what it cannot read it refuses with its line: %j", (yaml, message) => {
  expect(() => parse(yaml)).toThrow(message);
});
