import { expect, test } from "vitest";
import { didYouMean } from "../../../../kit/authoring/rules/did-you-mean.ts";

test("the known name that is nearest to a misspelt one is asked for, and nothing where none is near", () => {
  const known = ["Two clocks", "Numbers that lose digits", "Recap"];
  expect(didYouMean("two cloks", known)).toBe(" Did you mean “Two clocks”?");
  expect(didYouMean("Numbers that loose digit", known)).toBe(" Did you mean “Numbers that lose digits”?");
  expect(didYouMean("Quiz", known)).toBe("");
  expect(didYouMean("13.4", [])).toBe("");
});
