import { expect, it } from "vitest";
import { measureSharedUnits } from "../../../../labs/bench/ceiling/shared-units.ts";
import { floatLoop } from "../../../../labs/common/float-loops.ts";

it("both loops add the same numbers", () => {
  expect(floatLoop("sums", 1000)).toBeCloseTo(12_001, 6);
  expect(floatLoop("chain", 1000)).toBeCloseTo(12_000.1, 6);
});

it("what loops lose beside each other is measured, or left open when the machine is busy", async () => {
  const units = await measureSharedUnits();
  if (units === null) return;
  expect(units.sums).toBeGreaterThan(0.2);
  expect(units.chain).toBeGreaterThan(0.2);
  expect(units.shared).toBe(units.sums - units.chain > 0.1);
}, 300_000);

it("a measurement that is stopped ends at once", async () => {
  const controller = new AbortController();
  const measuring = measureSharedUnits(controller.signal);
  controller.abort();
  // With one core nothing is measured, so nothing can be stopped.
  await measuring.then(
    (units) => expect(units).toBeNull(),
    (error) => expect(error).toMatchObject({ code: "ABORTED" }),
  );
}, 300_000);
