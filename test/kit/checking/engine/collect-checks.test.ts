import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectChecks } from "../../../../kit/checking/engine/collect-checks.ts";

const repository = join(import.meta.dirname, "../../../..");
const lessons = ["01", "02", "03", "04", "05", "06", "07", "08"];
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "swarmlab-collect-"));
  mkdirSync(join(root, "test/checks"), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  for (const lesson of lessons) {
    const checks = `
      import { exercise } from "@swarmlab/kit/checks";
      exercise("${lesson}.1", ({ check, hidden }) => {
        check("one", () => {});
        hidden("two", () => {});
      });`;
    writeFileSync(join(root, `test/checks/${lesson}.check.ts`), checks);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

// Vitest starts each file while it still stops the one before.
test("each check is counted once, however many files there are and however often they are asked", async () => {
  const once = Object.fromEntries(lessons.map((lesson) => [`${lesson}.1`, ["one", "two"]]));
  for (let round = 0; round < 8; round++) {
    const collected = await collectChecks(root);
    const names = Object.entries(collected).map(([id, { checks }]) => [id, checks.map(({ name }) => name)]);
    expect(Object.fromEntries(names)).toEqual(once);
  }
}, 300_000);

test("a field that a check or an exercise does not know is an error with its place, and is not ignored", async () => {
  const file = join(root, "test/checks/01.check.ts");
  const sound = readFileSync(file, "utf8");
  try {
    writeFileSync(file, sound.replace('"01.1", (', '"01.1", { points: 7 }, ('));
    await expect(collectChecks(root)).rejects.toThrow(
      /^test\/checks\/01\.check\.ts:3:\d+: exercise\("01\.1"\) does not know the option "points": give it to its checks\.$/,
    );
    writeFileSync(file, sound.replace('"one", (', '"one", { pionts: 7 }, ('));
    await expect(collectChecks(root)).rejects.toThrow(
      /^test\/checks\/01\.check\.ts:4:\d+: The check "one" of exercise 01\.1 does not know the option "pionts": it knows points, /,
    );
  } finally {
    writeFileSync(file, sound);
  }
}, 300_000);
