import { expect, test } from "vitest";
import { factsOf } from "../support/facts-of.ts";

async function factsOfText(text: string) {
  const facts = await factsOf({ "a.ts": text });
  const { imports, reExports, exports } = facts.get("a.ts") ?? { imports: [], reExports: [], exports: [] };
  return { imports, reExports, exports };
}

test("every form of import says which names of the other module it takes", async () => {
  const { imports } = await factsOfText(`
    import one from "./one.ts";
    import { two, three as drei } from "./two.ts";
    import type { Four } from "./four.ts";
    import "./five.ts";
    import * as six from "./six.ts";
    import * as seven from "./seven.ts";
    const eight = await import("./eight.ts");
    export const all = [one, two, drei, six.a, six.b, eight, seven] as unknown as Four;
  `);
  expect(imports).toEqual([
    { specifier: "./one.ts", names: ["default"] },
    { specifier: "./two.ts", names: ["two", "three"] },
    { specifier: "./four.ts", names: ["Four"] },
    { specifier: "./five.ts", names: [] },
    { specifier: "./six.ts", names: ["a", "b"] },
    { specifier: "./seven.ts", names: ["*"] },
    { specifier: "./eight.ts", names: ["*"] },
  ]);
});

test("every form of re-export says which name it hands on, and as what", async () => {
  const { reExports, exports } = await factsOfText(`
    export { a, b as c } from "./one.ts";
    export * from "./two.ts";
    export * as three from "./three.ts";
  `);
  expect(reExports).toEqual([
    { specifier: "./one.ts", name: "a", as: "a" },
    { specifier: "./one.ts", name: "b", as: "c" },
    { specifier: "./two.ts", name: "*", as: "*" },
    { specifier: "./three.ts", name: "*", as: "three" },
  ]);
  expect(exports).toEqual([]);
});

test("every exported declaration has its name and its line", async () => {
  const { exports } = await factsOfText(`export const a = 1, b = 2;
export function c() {}
export class D {}
export interface E {}
export type F = 1;
export enum G {}
export const { h, i: j = 1, k: { l } } = { h: 1, i: 2, k: { l: 3 } };
const m = 1;
export { m as n };
export default m;
`);
  expect(exports.map(({ name, line }) => `${line} ${name}`)).toEqual([
    ...["1 a", "1 b", "2 c", "3 D", "4 E", "5 F", "6 G", "7 h", "7 j", "7 l", "9 n", "10 default"],
  ]);
});

test("a file with a syntax error still says what can be read", async () => {
  const { exports } = await factsOfText("export const a = 1;\nexport const = 2;\nexport const c = 3;\n");
  expect(exports.map(({ name }) => name)).toEqual(expect.arrayContaining(["a", "c"]));
});
