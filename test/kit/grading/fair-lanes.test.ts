import { expect, test } from "vitest";
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

test("works that have had much get one lane together for as long as others run, and then all lanes", async () => {
  let opened = 0;
  const lanes = new FairLanes(4, () => ++opened);
  const [fresh, other] = [await lanes.take(0), await lanes.take(0)];
  const order: string[] = [];
  const much = async (name: string) => {
    const mine = await lanes.take(1);
    order.push(name);
    return mine;
  };
  const [first, second, third] = [much("first"), much("second"), much("third")];
  await first;
  expect(order).toEqual(["first"]);
  // A lane is left for work that comes now.
  const late = await lanes.take(0);
  lanes.giveBack(await first);
  await second;
  expect(order).toEqual(["first", "second"]);
  for (const lane of [fresh, other, late]) lanes.giveBack(lane);
  await Promise.all([second, third]);
  expect(order).toEqual(["first", "second", "third"]);
});

test("another lane comes back in place of one that is of no more use", async () => {
  const lanes = new FairLanes(1, () => "first");
  lanes.giveBack(await lanes.take(3), "second");
  expect(await lanes.take(0)).toBe("second");
});

test("a check that ran until its time was over counts as a share, and so does each share of seconds", () => {
  expect(usedShares(0, 59, 60)).toBe(0);
  expect(usedShares(2, 0, 60)).toBe(2);
  expect(usedShares(1, 125, 60)).toBe(3);
});
