import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createCellCompiler } from "../../../../kit/kernel/compile/cell-compiler.ts";
import { runCompiled } from "./run-compiled.ts";

const directory = resolve(import.meta.dirname, "../../../../notebooks");
const compiler = createCellCompiler({ directory });

function errorsOf(source: string): string[] {
  const outcome = compiler.compile(source);
  if (!("errors" in outcome)) throw new Error("this text was expected not to compile");
  return outcome.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("what compiles", () => {
  test("every top-level value is reachable as an export once the code has run", async () => {
    const exports = await runCompiled(
      compiler,
      `import { join } from "node:path";
       class Counter { #n = 0; up() { return ++this.#n; } }
       function twice(n: number) { return n * 2; }
       const { a, b: [c] } = { a: 1, b: [2] };
       let late = 1; late = twice(late);
       export const already = join("x", "y");`,
    );
    expect(Object.keys(exports).sort()).toEqual(["Counter", "a", "already", "c", "join", "late", "twice"]);
    expect(exports).toMatchObject({ a: 1, c: 2, late: 2, already: "x/y" });
  });

  test("top-level await works in all its forms", async () => {
    const exports = await runCompiled(
      compiler,
      `const one = await (Promise.resolve(1));
       let sum = 0;
       for await (const n of [Promise.resolve(2), 3]) sum += n;
       await Promise.resolve();`,
    );
    expect(exports).toMatchObject({ one: 1, sum: 5 });
  });

  test("code runs in strict mode, so that writing to a frozen object throws", async () => {
    await expect(
      runCompiled(compiler, "const frozen: { a: number } = Object.freeze({ a: 1 }); frozen.a = 2;"),
    ).rejects.toThrow(TypeError);
  });

  test("a package is found through its `exports`", () => {
    expect(
      compiler.compile(
        'import { expect } from "vitest"; import * as labs from "@swarmlab/labs"; labs; expect;',
      ),
    ).toHaveProperty("js");
  });

  test("the line table leads from the JavaScript back to the source", () => {
    const source =
      "interface Gone {\n  x: number;\n}\n\nfunction boom(_: Gone) {\n  throw new Error('here');\n}";
    const outcome = compiler.compile(source);
    if ("errors" in outcome) throw new Error("does not compile");
    const index = outcome.js.split("\n").findIndex((text) => text.includes("throw new Error"));
    expect(outcome.lines[index]).toBe(6);
    expect(Math.max(...outcome.lines)).toBeLessThanOrEqual(7);
  });
});

test.each([
  [
    "using",
    "const log: string[] = []; { using r = { [Symbol.dispose]() { log.push('closed'); } }; log.push('open'); } const result = log;",
    ["open", "closed"],
  ],
  [
    "await using",
    "const log: string[] = []; { await using r = { async [Symbol.asyncDispose]() { log.push('closed'); } }; } const result = log;",
    ["closed"],
  ],
  [
    "decorators",
    "function twice(f: (n: number) => number, _: ClassMethodDecoratorContext) { return (n: number) => 2 * f(n); } class A { @twice run(n: number) { return n; } accessor x = 1; } const result = new A().run(2);",
    4,
  ],
  [
    "parameter properties and enums",
    "enum Size { S = 1, L = S + 1 } class Box { constructor(readonly size: Size) {} } const result = new Box(Size.L).size;",
    2,
  ],
  [
    "a namespace that merges with a function",
    "function f() { return f.more; } namespace f { export const more = 3; } const result = f();",
    3,
  ],
  ["import x = require()", 'import path = require("node:path"); const result = path.basename("a/b");', "b"],
  [
    "import with attributes",
    'import data from "@swarmlab/kit/package.json" with { type: "json" }; const result = data.name;',
    "@swarmlab/kit",
  ],
  [
    "var in a block, read by a function",
    "if (true) { var { a, b: [c] } = { a: 1, b: [2] }; for (var i = 0; i < 3; i++); } const read = () => a + c + i; const result = read();",
    6,
  ],
  [
    "a default that refers to another name of the pattern",
    "const { a, b = a } = { a: 1 } as { a: number; b?: number }; const result = [a, b];",
    [1, 1],
  ],
  [
    "names of the machinery",
    "const exports = 1, require = 2, module = 3, Object = 4; const sum = () => exports + require + module + Object; const result = sum();",
    10,
  ],
  [
    "a shebang, and types that are not checked",
    "#!/usr/bin/env node\n// @ts-nocheck\nconst result: number = 'text';",
    "text",
  ],
  [
    "an alias among the exports",
    "let a = 1; export { a as b }; const more = () => a++; more(); export { result }; const result = a;",
    2,
  ],
  [
    "a function without this",
    "function self(this: unknown) { return this; } const call = () => self.call(undefined); const result = [call(), (() => self)()()];",
    [undefined, undefined],
  ],
])("`%s` works", async (_name, source, expected) => {
  expect((await runCompiled(compiler, source)).result).toEqual(expected);
});

describe("what does not compile", () => {
  test("each error has its line and column in the source", () => {
    expect(errorsOf("const n: number = 1;\n  const text: string = n;")).toEqual([
      "2:9 Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test("types are strict", () => {
    expect(errorsOf("function f(x) { return x; }")).toEqual([
      "1:12 Parameter 'x' implicitly has an 'any' type. Write its type, as in `x: number`.",
    ]);
    expect(errorsOf("const s: string = undefined;")).toHaveLength(1);
  });

  test("a syntax error is a value, not an exception", () => {
    expect(errorsOf("const = 3;").length).toBeGreaterThan(0);
    expect(errorsOf("class {").length).toBeGreaterThan(0);
  });

  test("a variable named using is no offence", () => {
    expect(compiler.compile("const using = 1; console.log(using);")).toHaveProperty("js");
  });

  test("one compile leaves nothing behind for the next", () => {
    expect(compiler.compile("const left = 1;")).toHaveProperty("js");
    expect(errorsOf("left;")).toEqual(["1:1 Cannot find name 'left'."]);
  });
});

describe("texts that are compiled together", () => {
  test("have the same results as each compiled alone", () => {
    const sources = [
      'import { AIAgent } from "@swarmlab/labs";\nclass Twice extends AIAgent { think(n: number) { return 2 * n; } }',
      "const twice = (n: number) => 2 * n;\nexport { twice as double };",
      "interface Box { size: number }\nconst box: Box = { size: 1 };\nawait null;",
      "const n: number = 'text';",
      "const twice = 'the name is taken elsewhere, which is none of its business';",
    ];
    const fresh = createCellCompiler({ directory });
    expect(fresh.compileAll(sources)).toEqual(sources.map((source) => compiler.compile(source)));
  });

  test.each([
    ["globals", "declare global { var gift: number }"],
    ["modules", 'declare module "node:fs" { export const gift: number }'],
    ["references", '/// <reference types="vitest/globals" />'],
  ])("see nothing that one of them says about %s", (what, source) => {
    const uses = {
      globals: "console.log(gift);",
      modules: 'import { gift } from "node:fs";',
      references: "console.log(describe);",
    }[what] as string;
    const [, used] = createCellCompiler({ directory }).compileAll([source, uses, "const third = 3;"]);
    expect(used).toHaveProperty("errors");
  });
});
