import { expect, test } from "vitest";
import { measureHandOver } from "../../../../labs/bench/index.ts";
import { SharingError } from "../../../../labs/sharing/index.ts";

test("each way of handing over is measured with real threads and processes", async () => {
  const costs = await measureHandOver({ bytes: 1 << 20, receivers: 2, rounds: 1 });
  expect(costs.map((cost) => cost.way)).toEqual(["share", "transfer", "clone", "process"]);
  for (const cost of costs) {
    expect(cost).toMatchObject({ bytes: 1 << 20, receivers: 2 });
    expect(cost.seconds).toBeGreaterThan(0);
  }
});

test("only the requested ways are measured", async () => {
  const costs = await measureHandOver({ bytes: 1000, receivers: 1, rounds: 2, ways: ["clone"] });
  expect(costs.map((cost) => cost.way)).toEqual(["clone"]);
});

test("bad options are named before anything starts", async () => {
  await expect(measureHandOver({ bytes: 0 })).rejects.toThrow("bytes must be a whole number from 1");
  await expect(measureHandOver({ receivers: 1.5 })).rejects.toThrow(SharingError);
});
