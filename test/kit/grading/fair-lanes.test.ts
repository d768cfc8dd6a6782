import { expect, test } from "vitest";
import type { CheckReport, ExerciseReport } from "../../../kit/checking/index.ts";
import { FairLanes } from "../../../kit/grading/schedule/fair-lanes.ts";
import { usedShares } from "../../../kit/grading/schedule/used-share.ts";

test("a free lane goes to the work that has had least, and among equals to the one that has waited longest", async () => {
  const lanes = new FairLanes(1, () => "lane");
  const order: string[] = [];
  const lane = await lanes.take(0);
  const works = [
    ["much", 2],
    ["some", 1],
    ["none", 0],
    ["none, later", 0],
    ["some, later", 1],
  ] as const;
  const all = works.map(async ([name, level]) => {
    const mine = await lanes.take(level);
    order.push(name);
    lanes.giveBack(mine);
  });
  lanes.giveBack(lane);
  await Promise.all(all);
  expect(order).toEqual(["none", "none, later", "some", "some, later", "much"]);
});

test("no more lanes are opened than there may be, and none before it is needed", async () => {
  let opened = 0;
  const lanes = new FairLanes(2, () => ++opened);
  expect(opened).toBe(0);
  const taken = [await lanes.take(0), await lanes.take(5)];
  expect(taken).toEqual([1, 2]);
  const third = lanes.take(5);
  lanes.giveBack(2);
  expect(await third).toBe(2);
  expect(opened).toBe(2);
});

test("a check that ran until its time was over counts as a share, and so does each share of seconds", () => {
  const report = (...statuses: CheckReport["status"][]) =>
    ({ checks: statuses.map((status) => ({ status })) }) as unknown as ExerciseReport;
  expect(usedShares([report("passed", "failed")], 59, 60)).toBe(0);
  expect(usedShares([report("passed", "timeout"), report("timeout")], 0, 60)).toBe(2);
  expect(usedShares([report("timeout")], 125, 60)).toBe(3);
});
