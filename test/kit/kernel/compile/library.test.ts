import { expect, test } from "vitest";
import { createCellCompiler } from "../../../../kit/kernel/compile/cell-compiler.ts";
import { runCompiled } from "./run-compiled.ts";

/*
 * Each text uses the newest library that the compiler declares and runs on this Node, so neither can say what is not so.
 * The last line's `result` is compared.
 */
const compiler = createCellCompiler();

test.each([
  [
    "copying array methods",
    "[3, 1].toSorted().concat([1, 2].toReversed(), [1].with(0, 9), [1, 2].toSpliced(0, 1))",
    [1, 3, 2, 1, 9, 2],
  ],
  [
    "copying typed array methods",
    "[...new Int32Array([2, 1]).toSorted(), ...new BigInt64Array([1n]).with(0, 2n)]",
    [1, 2, 2n],
  ],
  [
    "Array.fromAsync",
    "await Array.fromAsync((async function* () { yield 1; yield 2; })(), (n) => n * 2)",
    [2, 4],
  ],
  ["base64 and hex", '[new Uint8Array([255]).toHex(), Uint8Array.fromBase64("/w==")[0]]', ["ff", 255]],
  [
    "Object.groupBy",
    '({ ...Object.groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even")) })',
    { odd: [1, 3], even: [2] },
  ],
  ["Map.groupBy", "Map.groupBy([1, 2, 3], (n) => n % 2).get(1)", [1, 3]],
  ["Map.getOrInsert", "new Map<string, number[]>().getOrInsert('a', [1])", [1]],
  ["the methods of Set", "[...new Set([1, 2]).union(new Set([3])).difference(new Set([1]))]", [2, 3]],
  [
    "Promise.withResolvers and try",
    "await (() => { const p = Promise.withResolvers<number>(); p.resolve(1); return p.promise; })() + (await Promise.try((n: number) => n, 2))",
    3,
  ],
  ["Error.isError and cause", 'Error.isError(new Error("x", { cause: 1 }).cause)', false],
  [
    "iterator helpers",
    "[...new Map([[1, 2]]).values().map((n) => n * 2), ...Iterator.from([1, 2]).take(1).toArray()]",
    [4, 1],
  ],
  ["helpers of a generator", "(function* () { yield 1; yield 2; })().filter((n) => n > 1).toArray()", [2]],
  [
    "DisposableStack",
    "(() => { const log: string[] = []; const stack = new DisposableStack(); stack.defer(() => log.push('out')); stack[Symbol.dispose](); return log; })()",
    ["out"],
  ],
  [
    "Atomics.waitAsync",
    "Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 1).value",
    "not-equal",
  ],
  [
    "growable shared memory",
    "(() => { const b = new SharedArrayBuffer(8, { maxByteLength: 16 }); b.grow(16); return [b.byteLength, new ArrayBuffer(8).transfer(4).byteLength]; })()",
    [16, 4],
  ],
  ["text", '["a\\uD800".toWellFormed(), RegExp.escape("a.b").length > 3]', ["a\uFFFD", true]],
])("%s can be used", async (_name, expression, expected) => {
  const { result } = await runCompiled(compiler, `const result = ${expression};`);
  expect(result).toEqual(expected);
});

test("the declarations keep their types: a wrong use is refused", () => {
  const outcome = compiler.compile(
    "const wrong: string[] = new Map([[1, 2]]).values().map((n) => n * 2).toArray();",
  );
  expect(outcome).toMatchObject({
    errors: [
      {
        message:
          "Type 'number[]' is not assignable to type 'string[]'." +
          "\n  Type 'number' is not assignable to type 'string'.",
      },
    ],
  });
});

test("Node's own types rest on them: a timer is disposable", () => {
  expect(
    compiler.compile("const t: Disposable = setTimeout(() => {}, 1); t[Symbol.dispose]();"),
  ).toHaveProperty("js");
});
