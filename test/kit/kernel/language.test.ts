import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { TestKernel } from "./support/test-kernel.ts";

/*
 * What tslab as shipped cannot do and this kernel can. Each row runs in both: the last cell must print the text here,
 * and must not print it in stock tslab. So each difference from tslab is known to be needed.
 */
const directory = join(import.meta.dirname, "fixtures/above/notebooks");
let kernel: TestKernel;
let stock: TestKernel;

beforeAll(async () => {
  [kernel, stock] = await Promise.all([
    TestKernel.start({ directory }),
    TestKernel.start({ stock: true, directory }),
  ]);
});
afterAll(async () => {
  await kernel?.[Symbol.asyncDispose]();
  await stock?.[Symbol.asyncDispose]();
});

async function textIn(where: TestKernel, cells: readonly string[]): Promise<string> {
  let text = "";
  for (const cell of cells) {
    const execution = await where.execute(cell);
    text = execution.text.trim();
    // Stock tslab drops what is sent within 200 ms of an error.
    if (execution.reply.status !== "ok" && where === stock)
      await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return text;
}

test.each([
  ["shorthand of an earlier cell's name", ["const one = 1;", "const o = { one }; o.one"], "1"],
  [
    "shorthand on the left of an assignment",
    [
      "let left = 0; let other = 0;",
      "({ left, other = 5 } = { left: 4 } as { left: number; other?: number }); left + other",
    ],
    "9",
  ],
  [
    "a property renamed in a parameter, with a type of an earlier cell",
    [
      "interface Spot { wide: number; high: number } const spots: Spot[] = [{ wide: 3, high: 4 }];",
      "spots.map(({ wide: x, high: y }) => x + y)[0]",
    ],
    "7",
  ],
  [
    "a property renamed in a declaration and in an assignment, with a type of an earlier cell",
    [
      "interface Place { row: number } const place: Place = { row: 6 };",
      "const { row: mine } = place; let yours = 0; ({ row: yours } = place); mine + yours",
    ],
    "12",
  ],
  ["await in parentheses", ["await (Promise.resolve(2))"], "2"],
  [
    "for await at top level",
    ["let sum3 = 0; for await (const n of [Promise.resolve(3)]) sum3 += n; sum3"],
    "3",
  ],
  [
    "a package's exports",
    ['import * as checks from "pure-rand/distribution/uniformInt"; typeof checks'],
    "object",
  ],
  ["import endings in .ts", ['import { below } from "./below.ts"; below'], "below"],
  ["a file above the notebook", ['import { above } from "../above"; above'], "above"],
  [
    "a file above the notebook, with its ending",
    ['import { above as a2 } from "../above.ts"; a2 + "!"'],
    "above!",
  ],
  ["newer library methods", ["[3, 1].toSorted().join()"], "1,3"],
  ["export in a cell", ["export const shown = 4;", "shown"], "4"],
  [
    "a package that only import() can load, with types from deep inside it",
    ['const vega = await import("vega"); typeof vega.parse'],
    "function",
  ],
  [
    "strict mode",
    [
      "const frozen = Object.freeze({ a: 1 }) as { a: number };",
      'try { frozen.a = 2; "silent" } catch { } try { frozen.a = 2 } catch (e) { console.log((e as Error).name) }',
    ],
    "TypeError",
  ],
])("%s", async (_name, cells, expected) => {
  expect(await textIn(kernel, cells)).toBe(expected);
  expect(await textIn(stock, cells)).not.toBe(expected);
});

describe("what is refused", () => {
  test("loosely typed code, which stock tslab lets through", async () => {
    const cell = "function loose(x) { return x; } loose(1)";
    expect((await kernel.execute(cell)).error?.evalue).toBe(
      "line 1:16 Parameter 'x' implicitly has an 'any' type. Write its type, as in `x: number`.",
    );
    // A kernel of its own: the imports above break stock tslab for good.
    await using fresh = await TestKernel.start({ stock: true, directory });
    expect((await fresh.execute(cell)).reply.status).toBe("ok");
  });

  test("a type error in an imported file, with that file's name and line", async () => {
    // Not a fixture, because the project's own type check would stumble over it.
    const file = join(directory, "../wrong.ts");
    writeFileSync(file, '// Line one.\nexport const wrong: number = "text";\n');
    onTestFinished(() => rmSync(file));
    const { error } = await kernel.execute('import { wrong } from "../wrong.ts"; wrong');
    expect(error?.traceback.join("\n")).toMatch(/wrong\.ts 2:14 Type 'string' is not assignable/);
  });
});

test("a file that appears after an import of it failed is found, which breaks stock tslab for good", async () => {
  await using own = await TestKernel.start({ stock: true, directory });
  for (const [where, works] of [
    [kernel, true],
    [own, false],
  ] as const) {
    const file = join(directory, "appearing.ts");
    const cell = 'import { here } from "./appearing"; here';
    expect((await where.execute(cell)).reply.status).toBe("error");
    writeFileSync(file, "export const here = 'found';\n");
    // The folder is watched, and the news takes a moment to arrive.
    const text = async () => (await where.execute(cell)).text.trim();
    if (works) await expect.poll(text, { interval: 300 }).toBe("found");
    else {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await text()).not.toBe("found");
    }
    rmSync(file);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await where.execute("'next'")).text.trim() === "next").toBe(works);
  }
});

test("a changed file is read anew by the next import", async () => {
  const file = join(directory, "changing.ts");
  onTestFinished(() => rmSync(file));
  writeFileSync(file, "export const version = 1;\n");
  expect((await kernel.execute('import { version } from "./changing.ts"; version')).text).toBe("1\n");
  writeFileSync(file, "export const version = 2;\n");
  const again = async () => (await kernel.execute('import { version as v2 } from "./changing.ts"; v2')).text;
  await expect.poll(again, { interval: 300 }).toBe("2\n");
});

test("a failed cell declares nothing, and names it was to declare keep their earlier values", async () => {
  await kernel.execute("let kept = 1; const readKept = () => kept;");
  expect((await kernel.execute('let kept = 2; throw new Error("after");')).reply.status).toBe("error");
  expect((await kernel.execute("kept")).text).toBe("1\n");
  expect((await kernel.execute("throw new Error(); const unborn = 1;")).reply.status).toBe("error");
  expect((await kernel.execute("unborn")).error?.evalue).toContain("unborn is not known yet. Cell [");
});
