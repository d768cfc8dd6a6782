import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  isNested,
  isRestarted,
  isSlow,
  nestedRepetitions,
  READERS,
  restartedPatterns,
  slowPatterns,
} from "./patterns.ts";

test("no pattern that reads what students wrote repeats a repetition", () => {
  expect(nestedRepetitions(join(import.meta.dirname, "../.."), READERS)).toEqual([]);
});

test("no pattern that reads what students wrote has two repetitions that meet, or one in a look back", () => {
  // Answers are compared by the guard, whose repeated groups each begin with what they do not repeat.
  expect(slowPatterns(join(import.meta.dirname, "../.."), [...READERS, "kit/guard"])).toEqual([]);
});

test("no pattern that grades what students wrote begins anew at each place of a run", () => {
  expect(
    restartedPatterns(join(import.meta.dirname, "../.."), ["kit/checking", "kit/common", "kit/grading"]),
  ).toEqual([]);
});

describe("a pattern that begins anew at each place of a run", () => {
  test.each(["\\s+$", "\\d+x", "a*\\s*\\n", "(?:a|b)?\\w+\\(", "\\w\\w+;", "x|\\s*=", ".*y"])(
    "is found in %s",
    (pattern) => {
      expect(isRestarted(pattern)).toBe(true);
    },
  );

  test.each([
    ["^\\s+x", "begins at one place"],
    ['"[^"]*"', "begins with what the run cannot hold"],
    ["(?<!\\s)\\s+$", "begins where the run does"],
    ["\\b\\d+\\.", "begins where a word does"],
    ["(?:import|require)\\s*\\(", "begins with letters"],
    ["\\s+", "is found wherever it begins"],
    ["\\w+\\b", "ends where its word does"],
  ])("is none in %s, which %s", (pattern) => {
    expect(isRestarted(pattern)).toBe(false);
  });
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
