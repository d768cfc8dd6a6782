import { expect, test } from "vitest";
import { unknownOptionProblem } from "../../../labs/common/unknown-option.ts";

const KNOWN = new Set(["timeout", "retries", "onProgress"]);

test("an unknown option is named with the nearest known one, or with all of them", () => {
  expect(unknownOptionProblem({ timout: 3 }, KNOWN, "of a run")).toBe(
    "timout is no option of a run; did you mean timeout?",
  );
  expect(unknownOptionProblem({ onprogress: 3 }, KNOWN, "of a run")).toContain("did you mean onProgress?");
  expect(unknownOptionProblem({ colour: 3 }, KNOWN, "of a run")).toBe(
    "colour is no option of a run; the options are timeout, retries, onProgress.",
  );
});

test("known options, and those that are left out by undefined, are no problem", () => {
  expect(unknownOptionProblem({ timeout: 3, colour: undefined }, KNOWN, "of a run")).toBeUndefined();
});
