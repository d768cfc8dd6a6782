import { expect, it } from "vitest";
import { soak } from "./soak.ts";

const SECONDS = 8;
const SEED = 20_261_121;

it(`processes: every fault mixed in at random for ${SECONDS} s (seed ${SEED}) loses no survivor's result and leaks nothing`, {
  timeout: (SECONDS + 60) * 1000,
}, async () => {
  const { rounds, survivors } = await soak({ executor: "child-processes", seconds: SECONDS, seed: SEED });
  expect(rounds).toBeGreaterThan(0);
  expect(survivors).toBeGreaterThan(8);
});
