import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attackKinds } from "./attack-kinds.ts";

const root = join(import.meta.dirname, "../../../..");
const all = Object.entries(attackKinds).flatMap(([wants, kinds]) =>
  kinds.map((kind) => ({ wants, ...kind })),
);

test("every kind of attack is shown by a test that is there", () => {
  expect(all.length).toBeGreaterThanOrEqual(60);
  const missing = all.flatMap(({ tries, shown }) =>
    shown
      .filter(
        ([file, words]) =>
          !existsSync(join(root, file)) || !readFileSync(join(root, file), "utf8").includes(words),
      )
      .map(([file, words]) => `${tries}: ${file} says nothing of "${words}"`),
  );
  expect(missing).toEqual([]);
});

test("no kind of attack stands twice, and each names what shows it", () => {
  const names = all.map(({ tries }) => tries);
  expect(new Set(names).size).toBe(names.length);
  expect(all.filter(({ shown }) => shown.length === 0)).toEqual([]);
});
