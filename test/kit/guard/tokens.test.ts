import { describe, expect, test } from "vitest";
import { tokens } from "../../../kit/guard/tokens.ts";

/** With time in proportion to its square, a text of this length would take minutes to hours. */
const LENGTH = 400_000;
const LIMIT_MS = 120_000;
const read = (text: string) => tokens(text, "dropped").map(({ kind, text }) => `${kind} ${text}`);

describe("a name", () => {
  test("behind a dot is a member, also on a later line", () => {
    expect(read("a.b . c\n  .d ...e @f .@g .#h")).toEqual([
      ...["name a", "member b", "member c", "member d", "operator ...", "member e"],
      ...["name @f", "name @g", "member #h"],
    ]);
  });
});

describe("a quoted text", () => {
  test("ends at its quote, and a quote without an end is left out", () => {
    expect(read(`"a" 'b\\'' don't "c\n"d \\" e`)).toEqual([
      ...['text "a"', "text 'b\\''", "name don", "name t", "name c", "name d", "name e"],
    ]);
  });

  test("may hold the other quote, and end behind an escaped backslash", () => {
    expect(read(`"it's" 'say "x' "\\\\" y`)).toEqual([
      `text "it's"`,
      `text 'say "x'`,
      'text "\\\\"',
      "name y",
    ]);
  });
});

test("an endless loop is read as one, in each of its forms", () => {
  for (const loop of ["while (1) {", "while 1:", "while(1){", "while ( 1 ) {", "for (;;) {"])
    expect(read(loop).slice(0, 2)).toEqual(["name while", "name true"]);
});

describe("a long text is read in one go", () => {
  test.each<[string, string]>([
    ["of spaces behind a dot", `x.${" ".repeat(LENGTH)}y`],
    ["of blank lines", `x${"\n".repeat(LENGTH)}y`],
    ["of spaces in an endless loop", `while${" ".repeat(LENGTH)}x`],
    ["of escaped quotes without an end", '\\"'.repeat(LENGTH / 2)],
    ["of escaped single quotes without an end", "\\'".repeat(LENGTH / 2)],
    ["of asterisks", `x ${"*".repeat(LENGTH)}y`],
    ["of opening tags", "<a ".repeat(LENGTH / 4)],
  ])("%s", { timeout: LIMIT_MS }, (_, text) => {
    for (const comments of ["opened", "dropped"] as const) {
      const end = tokens(`${text}\nlast`, comments).at(-1);
      expect(end).toEqual({ kind: "name", text: "last" });
    }
  });
});
