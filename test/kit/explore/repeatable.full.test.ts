import { describe, expect, test } from "vitest";
import { bugs, right } from "./programs/index.ts";
import { fingerprint, isQuick } from "./repeatable.ts";

describe("1,000 of 1,000 times the same verdict and the same trace", () => {
  test.for([...bugs, ...right])("$name", { timeout: 600_000 }, async (program) => {
    if (!(await isQuick(program))) return;
    const first = await fingerprint(program);
    for (let i = 1; i < 1000; i++) expect(await fingerprint(program)).toBe(first);
  });
});
