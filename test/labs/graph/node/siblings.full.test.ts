import { expect, test } from "vitest";
import { lostSiblings } from "../support/siblings.ts";

test("a failing node loses no sibling, whatever way it fails, in 1,000 seeded graphs", async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 1000; seed++) wrong.push(...(await lostSiblings(seed)));
  expect(wrong).toEqual([]);
}, 600_000);
