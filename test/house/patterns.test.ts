import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isNested, nestedRepetitions, READERS } from "./patterns.ts";

test("no pattern that reads what students wrote repeats a repetition", () => {
  expect(nestedRepetitions(join(import.meta.dirname, "../.."), READERS)).toEqual([]);
});

describe("a nested repetition", () => {
  test.each(["(a+)+", "(?:a*b?)*", "(?:\\w+\\s?)+$", "((?:[a-z]+)*x)", "(?:a|b+)+", "(?:(?:ab)+c?){2,}"])(
    "is found in %s",
    (pattern) => {
      expect(isNested(pattern)).toBe(true);
    },
  );

  test.each(["a+b+", "(?:ab)+", "(?:\\/[\\w+-]+)+", "(?:,\\s*)?", "(?:a{1,3})+", "(?:\\.\\d+)*"])(
    "is none in %s, which divides a text in one way",
    (pattern) => {
      expect(isNested(pattern)).toBe(false);
    },
  );
});
