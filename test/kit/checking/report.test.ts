import { describe, expect, test } from "vitest";
import {
  type CheckReport,
  costlyEssentials,
  isOpen,
  openPointsOf,
  pointsOf,
} from "../../../kit/checking/report.ts";

const check = (fields: Partial<CheckReport> & { holds?: boolean } = {}): CheckReport => {
  const { holds = true, maxPoints = 1, ...rest } = fields;
  const points = holds ? maxPoints : 0;
  return {
    ...{ name: "adds", status: holds ? "passed" : "failed", points, maxPoints, message: "", hidden: false },
    ...{ output: "", outputLength: 0 },
    ...rest,
  };
};
const plain = (count: number, holds = true) => Array.from({ length: count }, () => check({ holds }));
const essential = (holds: boolean) => check({ name: "is parallel", essential: true, holds });

describe("the points of an exercise", () => {
  test("are the sum of its checks where every essential one passed", () => {
    expect(pointsOf([...plain(5), ...plain(2, false), essential(true)])).toBe(6);
    expect(pointsOf([])).toBe(0);
  });

  test("are at most half of what there is while an essential check does not pass", () => {
    const checks = [...plain(7), essential(false)];
    expect(pointsOf(checks)).toBe(4);
    expect(costlyEssentials(checks).map(({ name }) => name)).toEqual(["is parallel"]);
    // Half a point is rounded down.
    expect(pointsOf([...plain(6), essential(false)])).toBe(3);
  });

  test("stay as they are where less than half was reached, and no essential is to blame", () => {
    const checks = [...plain(2), ...plain(5, false), essential(false)];
    expect(pointsOf(checks)).toBe(2);
    expect(costlyEssentials(checks)).toEqual([]);
  });

  test("are the same for answers that differ in what a race decides, once an essential check fails", () => {
    const racy = (luck: number) => [...plain(5), ...plain(luck), ...plain(2 - luck, false), essential(false)];
    expect([0, 1, 2].map((luck) => pointsOf(racy(luck)))).toEqual([4, 4, 4]);
  });

  test("count the weight of checks", () => {
    expect(pointsOf([check({ maxPoints: 6 }), check({ maxPoints: 2, essential: true, holds: false })])).toBe(
      4,
    );
  });
});

describe("open points", () => {
  const open = (fields: Partial<CheckReport> = {}) => check({ holds: false, status: "open", ...fields });

  test("are what a person may still give beside the points that are sure", () => {
    expect(openPointsOf([...plain(3), open({ maxPoints: 2 }), open()])).toBe(3);
    expect(openPointsOf(plain(3))).toBe(0);
  });

  test("of an essential check hold back what it may bring, and give none of it", () => {
    const checks = [...plain(7), open({ essential: true })];
    expect([pointsOf(checks), openPointsOf(checks)]).toEqual([4, 4]);
  });

  test("are none where a failed essential check keeps them anyway, so that the answer waits for no person", () => {
    const checks = [...plain(5), open(), essential(false), check({ holds: false })];
    expect(pointsOf(checks)).toBe(4);
    expect(isOpen({ checks })).toBe(false);
  });
});
