import { expect, test } from "vitest";
import { ResultCollector, SharingError } from "../../../../labs/sharing/index.ts";
import fc from "../../../fast-check.ts";

interface Finding {
  readonly agentId: number;
  readonly text: string;
}

test("results come back in the agents' order, whatever order they arrived in", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (ids) => {
      const collector = new ResultCollector<Finding>();
      ids.forEach((agentId, arrival) => {
        collector.add({ agentId, text: String(arrival) });
      });
      const all = collector.all();
      expect(collector.count).toBe(ids.length);
      expect(all.map((finding) => finding.agentId)).toEqual([...ids].sort((a, b) => a - b));
      for (let i = 1; i < all.length; i++) {
        // Two results of one agent keep the order of their arrival.
        if (all[i]?.agentId === all[i - 1]?.agentId)
          expect(Number(all[i]?.text)).toBeGreaterThan(Number(all[i - 1]?.text));
      }
    }),
  );
});

test("all() is a frozen copy: neither its reader nor a later add() changes it", () => {
  const collector = new ResultCollector<Finding>();
  collector.add({ agentId: 1, text: "first" });
  const before = collector.all();
  collector.add({ agentId: 0, text: "second" });
  expect(before).toEqual([{ agentId: 1, text: "first" }]);
  expect(() => (before as Finding[]).push({ agentId: 9, text: "smuggled" })).toThrow(TypeError);
  expect(collector.count).toBe(2);
});

test("a value that is not an agent's result is refused in one sentence", () => {
  const collector = new ResultCollector();
  // @ts-expect-error a learner may hand over the bare result
  const addNumber = () => collector.add(285);
  expect(addNumber).toThrow(SharingError);
  expect(addNumber).toThrow(/numeric agentId, but got 285 \(number\)/);
  expect(collector.count).toBe(0);
});
