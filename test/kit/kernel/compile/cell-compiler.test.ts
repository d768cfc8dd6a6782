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

  test.each(["using file = open();", "await using file = open();", "for (using x of []) {}"])(
    "`%s` gives one clear sentence",
    (source) => {
      const errors = errorsOf(`const open = () => ({ [Symbol.dispose]() {} });\n${source}\nfile;`);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(
        "2:1 `using` is not known to this notebook's TypeScript 5.0. Write `const`",
      );
    },
  );

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
