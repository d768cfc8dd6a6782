import { expect, test } from "vitest";
import { topLevelNames } from "../../../../kit/lesson/source/top-level-names.ts";

test("functions, classes, variables and enums are values; types are not", () => {
  const code = `
    async function f() { const inner = 1; }
    class C {}
    const a = 1, { b, c: [d = 2, ...e] } = x;
    let g: number;
    enum E { One }
    interface I {}
    type T = string;
    { const inBlock = 1; }
    for (const i of []) {}
    await g2();
  `;
  expect(topLevelNames(code)).toEqual({
    values: ["f", "C", "a", "b", "d", "e", "g", "E"],
    imports: [],
    syntaxError: undefined,
  });
});

test("imports are listed by the names they have here", () => {
  const code = 'import d, { a, b as c, type T } from "x";\nimport * as n from "y";\nimport "z";';
  expect(topLevelNames(code).imports.toSorted()).toEqual(["T", "a", "c", "d", "n"].toSorted());
  expect(topLevelNames(code).values).toEqual([]);
});

test("overloads of one function are one name", () => {
  expect(
    topLevelNames("function f(a: 1): 1;\nfunction f(a: 2): 2;\nfunction f(a: any) { return a; }").values,
  ).toEqual(["f"]);
});

test("what is not TypeScript is found with its line", () => {
  expect(topLevelNames("const a = 1;\nclass {\n").syntaxError).toMatchObject({ line: expect.any(Number) });
  expect(topLevelNames("const a = 1;\nconst = 2;").syntaxError?.line).toBe(1);
});
