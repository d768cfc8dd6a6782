import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestKernel } from "../support/test-kernel.ts";
import { mistakes } from "./mistakes.ts";

/* What a beginner's mistake leads to in a real session: one sentence that helps, at the cell's own line and column. */

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

/** Words of the machinery, which no message may hold. */
const machinery = /exports\.|__cell|\$cells\$|tslab|node_modules|Debug Failure|swarmlab\./;

describe("a cell with a mistake is not run, and says", () => {
  test.each(mistakes)("$mistake", async ({ cell, says }) => {
    const { error } = await kernel.execute(cell);
    expect(error?.ename).toBe("CompileError");
    expect(error?.evalue).toBe(`line ${says}`);
    const [, line, column] = /^(\d+):(\d+) /.exec(says) ?? [];
    const lines = cell.split("\n");
    expect(Number(line)).toBeLessThanOrEqual(lines.length);
    expect(Number(column)).toBeLessThanOrEqual((lines[Number(line) - 1]?.length ?? 0) + 1);
    const shown = stripVTControlCharacters(error?.traceback.join("\n") ?? "");
    expect(shown).not.toMatch(machinery);
    // The line of the mistake is shown with a mark under its column.
    expect(shown).toContain(`    ${line} | ${lines[Number(line) - 1]}\n`);
  });
});

describe("a cell that fails while it runs says, at its own line,", () => {
  test.each([
    [
      "a value that is null",
      "const data = JSON.parse('{ \"a\": null }');\ndata.a.b;",
      2,
      "TypeError: Cannot read properties of null (reading 'b')",
    ],
    [
      "a member that is no function",
      "const thing: any = {};\n\nthing.run();",
      3,
      "TypeError: thing.run is not a function",
    ],
    [
      "a function that never stops calling itself",
      "const deeper = (n: number): number => deeper(n + 1);\ndeeper(1);",
      1,
      "RangeError: Maximum call stack size exceeded",
    ],
    [
      "a text that is no JSON",
      "const wrong = 1;\nJSON.parse('{ a: 1 }');",
      2,
      "SyntaxError: Expected property name or '}' in JSON at position 2 (line 1 column 3)",
    ],
    [
      "a file that is not there",
      'import { readFileSync } from "node:fs";\nreadFileSync("nowhere.txt");',
      2,
      "Error: ENOENT: no such file or directory, open 'nowhere.txt'",
    ],
    [
      "an object that is frozen",
      "const ice = Object.freeze({ a: 1 }) as { a: number };\nice.a = 2;",
      2,
      "TypeError: Cannot assign to read only property 'a' of object '#<Object>'",
    ],
    [
      "an empty list without a start",
      "const none: number[] = [];\nnone.reduce((a, b) => a + b);",
      2,
      "TypeError: Reduce of empty array with no initial value",
    ],
    ["a division of bigints by zero", "const zero = 0n;\n1n / zero;", 2, "RangeError: Division by zero"],
    [
      "a bigint of a fraction",
      "\nBigInt(1.5);",
      2,
      "RangeError: The number 1.5 cannot be converted to a BigInt because it is not an integer",
    ],
    [
      "a value that is no list",
      "const many: any = 5;\nfor (const one of many) one;",
      2,
      "TypeError: many is not iterable",
    ],
    [
      "an async function that fails",
      "const load = async () => {\n  throw new Error('no answer');\n};\nawait load();",
      2,
      "Error: no answer",
    ],
    [
      "an option without sense",
      'import { agent, DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";\nawait runMultiAgentSystem({ agents: [agent(DataAnalyst, 1, 5)], timeout: -1 });',
      2,
      "SwarmError: timeout must be a number of seconds above 0, but got -1.",
    ],
  ] as const)("%s", async (_mistake, cell, line, says) => {
    const { error, reply } = await kernel.execute(cell);
    const shown = stripVTControlCharacters(error?.traceback.join("\n") ?? "");
    expect(`${error?.ename}: ${error?.evalue}`).toBe(says);
    expect(shown).toContain(`cell [${reply.execution_count}], line ${line}`);
    expect(shown).not.toMatch(machinery);
  });
});
