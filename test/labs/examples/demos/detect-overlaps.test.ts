import { expect, test } from "vitest";
import { detectOverlaps } from "../../../../labs/examples/index.ts";
import { SharingError } from "../../../../labs/sharing/index.ts";

test("the detector sees threads that nothing keeps apart", async () => {
  let overlaps = 0;
  for (let attempt = 0; attempt < 10 && overlaps === 0; attempt++) {
    const report = await detectOverlaps({ lock: "none", acquisitions: 50_000 });
    expect(report).toMatchObject({ outcome: "finished", entries: 100_000 });
    overlaps = report.overlaps;
  }
  expect(overlaps).toBeGreaterThan(0);
});

test("it sees none behind our mutex", async () => {
  const report = await detectOverlaps({ lock: "mutex", threads: 4, acquisitions: 10_000, timeout: 120_000 });
  expect(report).toMatchObject({ outcome: "finished", entries: 40_000, overlaps: 0 });
  expect(String(report)).toContain("mutex: 4 threads entered 40000 times, 0 times not alone; finished after");
});

test("Web Locks are tried within bounds: whatever they do, the test ends and reports what it saw", async () => {
  const report = await detectOverlaps({ lock: "web-locks", acquisitions: 2000, timeout: 8000 });
  expect(["finished", "out of time", "out of memory"]).toContain(report.outcome);
  expect(report.entries).toBeGreaterThan(0);
  expect(report.overlaps).toBeLessThanOrEqual(report.entries);
});

test("a test that takes too long or too much memory is ended", async () => {
  const slow = await detectOverlaps({ lock: "mutex", acquisitions: 2_000_000_000, timeout: 1500 });
  expect(slow.outcome).toBe("out of time");
  const large = await detectOverlaps({ lock: "mutex", acquisitions: 2_000_000_000, maxMemory: 1000 });
  expect(large.outcome).toBe("out of memory");
});

test("bad options are named", async () => {
  // @ts-expect-error not a lock
  await expect(detectOverlaps({ lock: "prayer" })).rejects.toThrow(
    'lock must be "mutex", "web-locks" or "none"',
  );
  await expect(detectOverlaps({ lock: "none", threads: 0 })).rejects.toThrow(SharingError);
});
