import { expect, test } from "vitest";
import { loopsOnAllCores } from "../../../../labs/examples/index.ts";

test("both loops are measured alone and on all threads, each with a line", async () => {
  const report = await loopsOnAllCores({ threads: 2, millions: 20 });
  expect(report.rows.map(({ loop }) => loop)).toEqual(["four sums", "one chain"]);
  for (const { alone, together, speedup } of report.rows)
    expect(speedup).toBeCloseTo((2 * alone) / together, 10);
  expect(String(report)).toMatch(/^four sums: .* on 2 threads at once: [\d.]+ times the work\none chain: /);
});

test("bad options are named", async () => {
  await expect(loopsOnAllCores({ threads: 0 })).rejects.toThrow(/^threads must be/);
});
