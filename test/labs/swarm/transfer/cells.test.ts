import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentResult, type AgentTask, agent } from "../../../../labs/agents/index.ts";
import { runMultiAgentSystem } from "../../../../labs/swarm/index.ts";
import { Notebook } from "../support/notebook.ts";

let notebook: Notebook;
let names: Record<string, unknown>;

beforeAll(async () => {
  notebook = new Notebook();
  notebook.install();
  await notebook.cell(`
    const factor = 3;
    let calls = 0;
    const table = { rates: [1, 2, 3], deep: new Map([["a", new Set([1n])]]) };
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const operations = { twice: (n: number) => n * 2, thrice(n: number) { return n * factor; } };
    function isEven(n: number): boolean { return n === 0 || isOdd(n - 1); }
    function isOdd(n: number): boolean { return n !== 0 && isEven(n - 1); }
    function timesFactor(n: number): number { calls = calls + 1; return n * factor; }
    class Base { #secret = factor; get secret() { return this.#secret; } describe() { return "base"; } }
    class TooLate extends Error { readonly code = "E_LATE"; override name = "TooLate"; }
  `);
  names = await notebook.cell(`
    import { readFileSync } from "node:fs";
    import * as path from "node:path";
    import os from "node:os";
    import { parse as parseSource } from "acorn";
    class Derived extends Base {
      static count = timesFactor(2);
      static #hidden = 7;
      static label: string;
      static { Derived.label = "made of " + factor; }
      constructor(readonly agentId: number, readonly step = factor) { super(); }
      override describe() { return super.describe() + \` derived \${this.secret}\`; }
      *numbers(end: number) { for (let i = 0; i < end; i += this.step) yield i; }
      async reason(end: number) {
        outer: for (const [a, { b = timesFactor(1) }] of [[1, { b: 2 }], [2, {}]] as [number, { b?: number }][]) {
          for (const x of [1, 2]) { if (x === 2 && a === 2 && b === factor) break outer; }
        }
        return [this.describe(), [...this.numbers(end)], Derived.count, Derived.label, Derived.#hidden];
      }
    }
    const early = (n: number) => operations.thrice(n) + operations.twice(n);
    const withDefault = (n: number) => ((a: number, extra = timesFactor(a)) => a + extra)(n);
    const countsCalls = (n: number) => { timesFactor(n); timesFactor(n); return calls; };
    const even = (n: number) => isEven(n);
    const shadow = (n: number) => { const factor = 10; { let calls = 1; n += calls; } return n * factor; };
    const usesImports = () => [
      typeof readFileSync, path.basename("/a/b.txt"), os.EOL, parseSource("1 + 1", { ecmaVersion: 2022 }).type,
    ];
    const usesGlobals = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return [typeof Buffer, typeof fetch, typeof console, typeof process.pid, typeof setTimeout, Math.max(1, 2)];
    };
    const asks = () => typeof (globalThis as any).doesNotExist;
    const late = () => { throw new TooLate("after " + factor, { cause: new RangeError("root") }); };
    const reads = () => table.rates[2]! + Number(table.deep.get("a")!.has(1n));
    const adds = () => Atomics.add(shared, 0, 5);
    class WithFields { static start = 1; agentId = 0; field = timesFactor(4); arrow = () => this.field; reason() { return this.arrow() + WithFields.start; } }
    WithFields.start = 100;
    const Anonymous = class extends Base { reason(n: number) { return n + this.secret; } };
    function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
    function* series(n: number) { for (let i = 0; i < n; i++) yield i * factor; }
    const sumsSeries = (n: number) => [...series(n)].reduce((a, b) => a + b, 0);
    function makeLocal() { const local = 5; return (n: number) => n + local; }
    const closure = makeLocal();
    const proxy = new Proxy({ a: 1 }, {});
    const usesProxy = () => proxy.a;
    const weak = new WeakMap<object, number>();
    const usesWeak = () => weak.has({});
    const instance = new Derived(1);
    const usesInstance = () => instance.describe();
    const unique = Symbol("unique");
    const usesSymbol = () => unique.description;
    const bound = timesFactor.bind(null);
    const usesBound = () => bound(1);
    const method = { factor: factor, tripled(n: number) { return n * 3; } }.tripled;
    function readsThis(this: unknown) { return this === undefined; }
    const arrowOfThis = (() => { function inner(this: { n: number }) { return () => this.n; } return inner.call({ n: 1 }); })();
  `);
});

afterAll(() => notebook[Symbol.dispose]());

async function run(task: AgentTask): Promise<unknown> {
  const { results } = await runMultiAgentSystem({ agents: [task], announce: false });
  const [result] = results;
  if (!result?.success) throw result?.error;
  expect(result.worker).toMatch(/^thread \d+$/);
  return result.result;
}

const cellFunction = (name: string) => names[name] as (n: number) => unknown;
const cellClass = (name: string) => names[name] as new (agentId: number) => { reason(n: number): unknown };

describe("what a cell defines runs in a worker thread with what it refers to:", () => {
  it.each([
    ["early", 2, 10],
    ["withDefault", 2, 8],
    ["countsCalls", 1, 3],
    ["even", 10, true],
    ["shadow", 1, 20],
    ["asks", 0, "undefined"],
    ["reads", 0, 4],
    ["fib", 10, 55],
    ["sumsSeries", 4, 18],
    ["method", 3, 9],
    ["readsThis", 0, true],
    ["usesImports", 0, ["function", "b.txt", "\n", "Program"]],
    ["usesGlobals", 0, ["function", "function", "object", "number", "function", 2]],
  ])("the function %s", async (name, input, expected) => {
    expect(await run(agent(cellFunction(name), 1, input))).toEqual(expected);
  });

  it("a class with its base class, statics, private and static private fields, generators and labels", async () => {
    expect(await run(agent(cellClass("Derived"), 1, 7))).toEqual([
      "base derived 3",
      [0, 3, 6],
      6,
      "made of 3",
      7,
    ]);
  });

  it("a class expression, and arrow functions in fields", async () => {
    expect(await run(agent(cellClass("Anonymous"), 1, 1))).toBe(4);
    expect(await run(agent(cellClass("WithFields"), 1, 0))).toBe(112);
  });

  it("values are copied as they are at the launch, shared memory is shared", async () => {
    const words = names.shared as Int32Array;
    const before = Atomics.load(words, 0);
    await run(agent(cellFunction("adds"), 1, 0));
    expect(Atomics.load(words, 0)).toBe(before + 5);
  });

  it("an error keeps class, code, message and cause", async () => {
    const { results } = await runMultiAgentSystem({
      agents: [agent(cellFunction("late"), 4, 0)],
      announce: false,
    });
    expect(results[0]?.error).toMatchObject({
      name: "AgentError",
      code: "E_LATE",
      message: "after 3",
      agentId: 4,
      cause: { name: "TooLate", code: "E_LATE", cause: { name: "RangeError", message: "root" } },
    });
    expect(((results[0] as AgentResult).error?.cause as Error | undefined)?.cause).toBeInstanceOf(RangeError);
  });

  it("a later cell's new value of a constant is the one that is transferred", async () => {
    const later = await notebook.cell(
      "const factor = 100; const again = (n: number) => timesFactor(n) * factor;",
    );
    expect(await run(agent(later.again as (n: number) => number, 1, 2))).toBe(20_000);
    await notebook.cell("const factor = 3;");
  });
});

describe("what cannot be transferred is refused by name, before anything starts:", () => {
  it.each([
    ["closure", /`local`, which is no top-level name/],
    ["usesProxy", /^proxy cannot .* is a Proxy/],
    ["usesWeak", /^weak cannot .*WeakMap/],
    ["usesInstance", /^instance cannot .* instance of Derived/],
    ["usesSymbol", /^unique cannot .* is a symbol/],
    ["usesBound", /^bound cannot .* is a bound function/],
    ["arrowOfThis", /uses the `this` of the code around it/],
  ])("%s", async (name, sentence) => {
    const attempt = runMultiAgentSystem({ agents: [agent(cellFunction(name), 1, 0)], announce: false });
    await expect(attempt).rejects.toMatchObject({
      code: "CANNOT_TRANSFER",
      message: expect.stringMatching(sentence),
    });
  });
});

describe("imports are imported anew, and classes of labs are the same in the worker,", () => {
  const SOURCE = `
    import { AIAgent, DataAnalyst as Analyst } from "@swarmlab/labs";
    class Mine extends AIAgent {
      async think(n) {
        return [this instanceof AIAgent, (await new Analyst(1).reason(n)).result, this.agentType];
      }
    }
    export { AIAgent, Analyst, Mine };
  `;
  const PACKAGES = `
    import { parse } from "acorn";
    import MarkdownIt from "markdown-it";
    import { basename } from "node:path";
    const uses = (n) => [parse("1", { ecmaVersion: 2022 }).type, new MarkdownIt().render("*a*"), basename("/b/c")];
    export { uses };
  `;
  const LATER = `
    class Later extends exports.AIAgent { think() { return this instanceof exports.AIAgent; } }
    export { Later };
  `;

  it.each([true, false])("whether or not the scope knows its imports (%s)", async (knowsImports) => {
    using own = new Notebook();
    own.install({ knowsImports });
    try {
      const { Mine } = await own.module(SOURCE);
      expect(await run(agent(Mine as never, 1, 4 as never))).toEqual([true, 14n, "Mine"]);
      const { Later } = await own.module(LATER);
      expect(await run(agent(Later as never, 1, 4 as never))).toBe(true);
      const { uses } = await own.module(PACKAGES);
      const expected = ["Program", "<p><em>a</em></p>\n", "c"];
      expect(await run(agent(uses as (n: number) => unknown, 1, 0))).toEqual(expected);
    } finally {
      notebook.install();
    }
  });
});
