import { expect, test } from "vitest";
import { inTurn, type TurnOf } from "../../../kit/grading/schedule/turns.ts";

const notebook = (sha256: string, size: number): TurnOf => ({ sha256, upload: { entry: { size } } });
const notebooks = Array.from({ length: 12 }, (_, at) => notebook(`hash ${at}`, 1000 * at));
const turns = (works: readonly TurnOf[], seed: string) =>
  inTurn(works, (one) => one, seed).map(({ sha256 }) => sha256);

test("turns are drawn by the secret of the class, and not by size or by the order in which notebooks were found", () => {
  const first = turns(notebooks, "one secret");
  expect(first.toSorted()).toEqual(notebooks.map(({ sha256 }) => sha256).toSorted());
  expect(turns(notebooks.toReversed(), "one secret")).toEqual(first);
  expect(turns(notebooks, "another secret")).not.toEqual(first);
  expect(first).not.toEqual(notebooks.map(({ sha256 }) => sha256));
});

test("notebooks far larger than those of the course come last, the largest at the end", () => {
  const large = [notebook("larger", 3_000_000), notebook("large", 2_000_000)];
  expect(turns([...large, ...notebooks], "a secret").slice(-2)).toEqual(["large", "larger"]);
});
