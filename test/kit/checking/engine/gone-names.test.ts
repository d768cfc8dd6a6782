import { expect, test } from "vitest";
import { goneNames, goneSentence } from "../../../../kit/checking/engine/gone-names.ts";
import type { CheckReport } from "../../../../kit/checking/report.ts";

const check = (message: string): CheckReport => ({
  name: "c",
  hidden: false,
  status: message === "" ? "passed" : "failed",
  message,
  points: 0,
  maxPoints: 1,
  output: "",
  outputLength: 0,
});

test("names that were handed out, that checks need and that are gone, are told once", () => {
  const names = ["Order", "spend", "spender", "spendTogether"];
  const told = "Your answer does not define spendTogether. Reread “Swap or try again”.";
  expect(goneNames(names, [check(""), check(told), check(told)])).toEqual(["spendTogether"]);
  expect(goneSentence("04.2", ["spendTogether"])).toBe(
    'The cell of exercise 04.2 was handed out with spendTogether, which the checks need and which your answer no longer has: put it back. reset("04.2") shows the cell as it was.',
  );
  expect(goneSentence("04.2", ["a", "b", "c"])).toContain("with a, b and c, which");
});

test("a name that no check asks for, or that was not handed out, is not missed", () => {
  expect(goneNames(["spend", "helper"], [check(""), check("Your answer does not define other.")])).toEqual(
    [],
  );
});

test("an answer that defines nothing was never begun: each check says so", () => {
  expect(goneNames(["spend"], [check("Your answer does not define spend.")])).toEqual([]);
});
