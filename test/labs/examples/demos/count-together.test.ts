import { expect, test } from "vitest";
import { countTogether } from "../../../../labs/examples/index.ts";
import { SharingError } from "../../../../labs/sharing/index.ts";

test("v[0]++ loses updates when threads really run at the same time", async () => {
  // On a machine busy with other things the threads may miss each other once; never ten times.
  let lost = 0;
  for (let attempt = 0; attempt < 10 && lost === 0; attempt++) {
    const report = await countTogether({ way: "broken", increments: 3_000_000 });
    expect(report.expected).toBe(6_000_000);
    expect(report.counted + report.lost).toBe(report.expected);
    lost = report.lost;
  }
  expect(lost).toBeGreaterThan(0);
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
