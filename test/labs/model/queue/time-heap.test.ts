import { expect, test } from "vitest";
import { TimeHeap } from "../../../../labs/model/queue/time-heap.ts";
import fc from "../../../fast-check.ts";

test("Items come out by their times, the latest one that each was given.", () => {
  const step = fc.record({ item: fc.nat(15), at: fc.nat(50), isDelete: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const heap = new TimeHeap<number>();
      const times = new Map<number, number>();
      for (const { item, at, isDelete } of steps) {
        if (isDelete) expect(heap.delete(item)).toBe(times.delete(item));
        else {
          heap.set(item, at);
          times.set(item, at);
        }
        expect(heap.size).toBe(times.size);
        expect(heap.earliest).toBe(Math.min(Number.POSITIVE_INFINITY, ...times.values()));
      }
      expect([...heap.items()].sort()).toEqual([...times.keys()].sort());
      let last = -1;
      for (let due = heap.takeDue(100); due !== undefined; due = heap.takeDue(100)) {
        const at = times.get(due) as number;
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
        times.delete(due);
      }
      expect(times.size).toBe(0);
    }),
  );
});

test("Nothing is taken before its time.", () => {
  const heap = new TimeHeap<string>();
  heap.set("later", 5);
  expect(heap.takeDue(4.9)).toBeUndefined();
  expect(heap.takeDue(5)).toBe("later");
  expect(heap.earliest).toBe(Number.POSITIVE_INFINITY);
});
