import { expect, it } from "vitest";
import { poolSizeTitle } from "../../../../labs/bench/comparisons/compare-pool-sizes.ts";

it("the headline of the pool sizes is a sentence for one worker and for several", () => {
  expect(poolSizeTitle({ x: 1, y: 2 }, 1)).toBe("1 worker was fastest on 1 core: 2.00 s");
  expect(poolSizeTitle({ x: 4, y: 0.5 }, 4)).toBe("4 workers were fastest on 4 cores: 0.50 s");
  expect(poolSizeTitle(undefined, 4)).toBe("Nothing was measured");
});
