import { expect, test } from "vitest";
import { cellModule } from "../../../../kit/kernel/compile/cell-text.ts";

const isUnchecked = (source: string) => cellModule(source).linesBefore === 2;

test("`// @ts-nocheck` counts among the comments at the beginning of a cell, and nowhere else", () => {
  expect(isUnchecked("// @ts-nocheck\nconst a = 1;")).toBe(true);
  expect(isUnchecked("#!/usr/bin/env node\n/* first */ // and\n\n///   @ts-nocheck")).toBe(true);
  expect(isUnchecked("const a = 1; // @ts-nocheck")).toBe(false);
  expect(isUnchecked("/* // @ts-nocheck */ const a = 1;")).toBe(false);
  expect(isUnchecked("// @ts-nochecked")).toBe(false);
});

test("a beginning of many comments is read once: divided in all ways it would take years", () => {
  expect(isUnchecked(`${"/**/".repeat(200)}x`)).toBe(false);
  expect(isUnchecked(`${"/**/".repeat(200)}// @ts-nocheck`)).toBe(true);
});
