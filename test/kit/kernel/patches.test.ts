import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { applyPatches, PatchError } from "../../../kit/kernel/patches/patch.ts";
import { patches } from "../../../kit/kernel/patches/patches.ts";

const tslab = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"));
const shipped = (file: string) => readFileSync(tslab.resolve(`./dist/${file}`), "utf8");

test.each(patches)("the patch $name fits tslab as it is installed", (patch) => {
  const source = shipped(patch.file);
  expect(applyPatches(source, [patch])).not.toBe(source);
});

test("all patches fit one after the other, and the result is still JavaScript", () => {
  const body = applyPatches(shipped("jupyter.js"), patches);
  expect(() => new Function("exports", "require", "swarmlab", body)).not.toThrow();
});

test.each([0, 2])("a patch whose text stands there %i times is refused by name", (times) => {
  const [patch] = patches;
  if (patch === undefined) throw new Error("there are no patches");
  const source = (patch.edits[0]?.find ?? "").repeat(times);
  expect(() => applyPatches(source, [patch])).toThrow(PatchError);
  expect(() => applyPatches(source, [patch])).toThrow(`"${patch.name}" does not fit`);
});
