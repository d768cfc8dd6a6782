import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isNested, isSlow, nestedRepetitions, READERS, slowPatterns } from "./patterns.ts";

test("no pattern that reads what students wrote repeats a repetition", () => {
  expect(nestedRepetitions(join(import.meta.dirname, "../.."), READERS)).toEqual([]);
});

test("no pattern that reads what students wrote has two repetitions that meet, or one in a look back", () => {
  // Answers are compared by the guard, whose repeated groups each begin with what they do not repeat.
  expect(slowPatterns(join(import.meta.dirname, "../.."), [...READERS, "kit/guard"])).toEqual([]);
});

describe("a slow pattern", () => {
  test.each(["\\s*\\(?\\s*", "(?<=\\.\\s*)x", ".*\\s*$", "a(?:\\d+\\w+)b", "(?<!a+)b"])(
    "is found in %s",
    (pattern) => {
      expect(isSlow(pattern)).toBe(true);
    },
  );

  test.each(["\\s*(?:\\(\\s*)?1", "(?<=\\.)x", "\\s*\\w*", "\\d+x\\d+", "a{1,3}a*"])(
    "is none in %s",
    (pattern) => {
      expect(isSlow(pattern)).toBe(false);
    },
  );
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
