import { expect, test } from "vitest";
import { countTogether } from "../../../../labs/examples/index.ts";
import { SharingError } from "../../../../labs/sharing/index.ts";

test("v[0]++ loses updates when threads really run at the same time", { timeout: 300_000 }, async () => {
  // On a machine busy with other things the threads may miss each other. The longer they count, the less they can.
  let increments = 3_000_000;
  for (;;) {
    const report = await countTogether({ way: "broken", increments });
    expect(report.expected).toBe(2 * increments);
    expect(report.counted + report.lost).toBe(report.expected);
    if (report.lost > 0) return;
    increments = Math.min(2 * increments, 1_000_000_000);
  }
});

test.each(["atomic", "mutex"] as const)("the %s way loses none", async (way) => {
  const report = await countTogether({ way, threads: 3, increments: 50_000 });
  expect(report).toMatchObject({ threads: 3, expected: 150_000, counted: 150_000, lost: 0 });
  expect(String(report)).toMatch(
    /^\w+: 3 threads counted to 150000 of 150000 in [\d.]+ s; 0 updates lost\.$/,
  );
});

test("bad options are named", async () => {
  // @ts-expect-error not a way to count
  await expect(countTogether({ way: "hope" })).rejects.toThrow(
    'way must be "broken", "atomic" or "mutex", but is the string "hope".',
  );
  await expect(countTogether({ way: "atomic", threads: 0 })).rejects.toThrow(SharingError);
});
