import { expect, test } from "vitest";
import { LaneMeter } from "../../../../../labs/swarm/bullmq/monitoring/lane-meter.ts";

test("busy seconds are the sum over all lanes, of agents that still run too", () => {
  let now = 10;
  const meter = new LaneMeter(4, () => now);
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
  expect(meter).toMatchObject({ busy: 0, busySeconds: 9, lanes: 4 });
});

test("an agent that ends twice leaves its lane once", () => {
  const meter = new LaneMeter(2);
  const end = meter.begin();
  meter.begin();
  end();
  end();
  expect(meter.busy).toBe(1);
});
