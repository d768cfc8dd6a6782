import { expect, test } from "vitest";
import { complainAbout } from "../../../../kit/lesson/lesson-error.ts";
import { looksLikeCellMarker, parseCellMarker } from "../../../../kit/lesson/percent/cell-marker.ts";

const parse = (text: string) => parseCellMarker(text, 9, complainAbout("x.ts"));

test.each([
  ["// %%", { kind: "code", metadata: {} }],
  ["// %% ", { kind: "code", metadata: {} }],
  ["// %% [markdown]", { kind: "markdown", metadata: {} }],
  ["// %% [md]", { kind: "markdown", metadata: {} }],
  ['// %% tags=["exercise"]', { kind: "code", metadata: { tags: ["exercise"] } }],
  ['// %% [markdown] tags=["hint"]', { kind: "markdown", metadata: { tags: ["hint"] } }],
  ["// %% A title", { kind: "code", title: "A title", metadata: {} }],
  [
    '// %% A title [markdown] a=1 b="x y"',
    { kind: "markdown", title: "A title", metadata: { a: 1, b: "x y" } },
  ],
  [
    '// %% a={"b": [1, {"c": "] = }"}]} d=true',
    { kind: "code", metadata: { a: { b: [1, { c: "] = }" }] }, d: true } },
  ],
  ['// %% a="a \\"quoted\\" = text"', { kind: "code", metadata: { a: 'a "quoted" = text' } }],
])("%s", (text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test.each([
  ["// %% [raw]", "x.ts:9: the cell type [raw] is unknown: a cell is code (no type) or [markdown]"],
  ["// %% [markdown] [raw]", "x.ts:9: a cell has one type"],
  ["// %% tags=[exercise]", 'x.ts:9: the cell marker\'s value of "tags" is not JSON: [exercise]'],
  ["// %% a=1 a=2", 'x.ts:9: the cell marker gives "a" twice'],
  ["// %% a=1 more", 'x.ts:9: "more" in the cell marker is not of the form key=value'],
  ['// %% {"tags": ["x"]}', "x.ts:9: write cell metadata as key=value pairs"],
  ["  // %%", 'x.ts:9: write the cell marker "// %%" as "// %%" at the start of the line'],
  ["//%% x", "x.ts:9: write the cell marker"],
  ["// In[3]:", "x.ts:9: write the cell marker"],
])("%s is refused with its line", (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test.each(["// %%", "//%%", "  // %% x", "// <codecell>", "// In[ ]:", "// %%% sub"])(
  "%s begins a cell for jupytext",
  (text) => {
    expect(looksLikeCellMarker(text)).toBe(true);
  },
);

test.each(["// 50 %% off", "// %%html", "x // %%", "%%", "//"])("%s begins no cell", (text) => {
  expect(looksLikeCellMarker(text)).toBe(false);
});
