import { expect, test } from "vitest";
import { SlotMeter } from "../../../../../labs/swarm/bullmq/monitoring/slot-meter.ts";

test("busy seconds are the sum over all slots, of agents that still run too", () => {
  let now = 10;
  const meter = new SlotMeter(() => now);
  const endFirst = meter.begin();
  now = 12;
  const endSecond = meter.begin();
  now = 15;
  endFirst();
  expect(meter.busy).toBe(1);
  now = 16;
  expect(meter.busySeconds).toBe(2 + 3 * 2 + 1);
  endSecond();
  now = 100;
  expect(meter).toMatchObject({ busy: 0, busySeconds: 9 });
});

test("an agent that ends twice leaves its slot once", () => {
  const meter = new SlotMeter();
  const end = meter.begin();
  meter.begin();
  end();
  end();
  expect(meter.busy).toBe(1);
});
