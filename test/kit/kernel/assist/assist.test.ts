import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codePointsOf, unitsOf } from "../../../../kit/kernel/assist/code-points.ts";
import { TestKernel } from "../support/test-kernel.ts";

/* Tab and Shift-Tab in a real session. `|` stands for the cursor. */

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ directory: join(import.meta.dirname, "../../../cells") });
  await kernel.execute('import { agent, DataAnalyst } from "@swarmlab/labs";');
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

/** A front-end counts code points. */
function cursor(marked: string) {
  const at = marked.indexOf("|");
  return { code: marked.replace("|", ""), cursor_pos: [...marked.slice(0, at)].length };
}

async function tab(marked: string) {
  const { reply } = kernel.client.request("shell", "complete_request", cursor(marked));
  const { matches, cursor_start, cursor_end } = (await reply).content;
  const replaced = [...cursor(marked).code].slice(cursor_start, cursor_end).join("");
  return { matches: matches as string[], replaced };
}

async function shiftTab(marked: string): Promise<string> {
  const { reply } = kernel.client.request("shell", "inspect_request", {
    ...cursor(marked),
    detail_level: 0,
  });
  const { found, data } = (await reply).content;
  return found ? data["text/plain"] : "";
}

describe("Shift-Tab between the brackets of a call", () => {
  test.each([
    ["agent(|)", "▸ type: AgentClass"],
    ["agent(DataAnalyst, |)", "▸ agentId: number"],
    ["agent(DataAnalyst, 1, |", "▸ input: number"],
    ['"🐝🐝"; agent(DataAnalyst, 1, |)', "▸ input: number"],
  ])("%s says which parameter comes next", async (marked, parameter) => {
    const text = await shiftTab(marked);
    expect(text).toMatch(/^agent\(type: AgentClass<.*>, agentId: number, input: \w+\): AgentTask\n/);
    expect(text).toContain(parameter);
    expect(text).toContain("Describes one agent of a swarm");
    expect(text).toContain("or agent<Input>(type: AgentFunction<Input>, agentId: number, input: Input)");
  });

  test("has the words on the parameter", async () => {
    expect(await shiftTab("[1, 2].map(|)")).toContain(
      "▸ callbackfn: (value: number, index: number, array: number[]) => unknown — A function",
    );
  });

  test("and on a name says what it is, and outside of calls nothing", async () => {
    expect(await shiftTab("ag|ent()")).toContain("AgentTask");
    expect(await shiftTab('"🐝"; Data|Analyst')).toContain("class DataAnalyst");
    expect(await shiftTab("const y = 1 + |")).toBe("");
  });
});

describe("Tab", () => {
  test.each([
    ["agen|", "agent", "agen"],
    ['const s = "🐝🐝"; Data|', "DataAnalyst", "Data"],
    ["/* 👩‍🚀 */ [1].to|Sor", "toSorted", "toSor"],
    ['import { a } from "./modules/no-e|";', "./modules/no-ending.ts", "./modules/no-e"],
    ['import { a } from "./modules/|";', "./modules/folder", "./modules/"],
    ['import data from "./modules/da|ta";', "./modules/data.json", "./modules/data"],
    ['const { ready } = await import("./modules/s|")', "./modules/slow.ts", "./modules/s"],
    ['/* 🐝 */ import { x } from "@swarmlab/l|', "@swarmlab/labs", "@swarmlab/l"],
    ['import { readFileSync } from "node:f|";', "node:fs/promises", "node:f"],
    ['import { readFileS| } from "node:fs";', "readFileSync", "readFileS"],
  ])("%s offers %s", async (marked, offered, replaces) => {
    const { matches, replaced } = await tab(marked);
    expect(matches).toContain(offered);
    expect(replaced).toBe(replaces);
    expect(matches.join()).not.toMatch(/__cell|\$cells\$/);
  });
});

test("positions are converted in both directions, also behind the end", () => {
  const text = "a🐝b👩‍🚀c";
  for (const units of [0, 1, 3, 4, text.length]) expect(unitsOf(text, codePointsOf(text, units))).toBe(units);
  expect(codePointsOf(text, 3)).toBe(2);
  expect(unitsOf(text, 99)).toBe(text.length);
});
