import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { isStateful } from "../../../kit/explore/program/is-stateful.ts";
import { ModuleGraph } from "../../../kit/explore/program/module-graph.ts";
import { parseModule } from "../../../kit/explore/transform/transform.ts";
import { Numbered } from "./fixtures/numbered.ts";
import { words } from "./programs/program.ts";

/** Modules that keep no state are evaluated once for a search, and all others once for each run. */

const keepsState = (code: string, exported: readonly string[] = []) =>
  isStateful(parseModule(code, false).body, false, new Set(exported));

test.each([
  "const names = new Set(['a']); function isName(name) { return names.has(name); }",
  "const { keys, getPrototypeOf: prototypeOf } = Object;",
  "const table = { a: 1 }; const ofA = () => table.a;",
  "const flags = new Map([['a', 1]]); const isFlag = (name) => flags.has(name);",
  "const by = { add: (a, b) => a + b, one: 1 }; const next = (n) => by.one + n;",
])("a table that is only asked is no state: %s", (code) => {
  expect(keepsState(code)).toBe(false);
});

test.each([
  ["a set that is added to", "const names = new Set(['a']); function add(name) { names.add(name); }"],
  ["a set that is passed on", "const names = new Set(['a']); function give() { return fill(names); }"],
  ["a set whose method is looked up", "const names = new Set(['a']); const call = (how) => names[how]('b');"],
  [
    "a map whose lists are changed",
    "const lists = new Map([['a', []]]); const add = () => lists.get('a').push(1);",
  ],
  ["an object whose list is changed", "const table = { list: [] }; const add = () => table.list.push(1);"],
  ["an alias of a set", "const names = new Set(['a']); const same = names;"],
  ["a set that begins empty", "const names = new Set();"],
  ["weak keys", "const known = new WeakMap([]);"],
  ["a pattern with a default, which is code", "const { a = next() } = Object;"],
])("%s is state", (_what, code) => {
  expect(keepsState(code)).toBe(true);
});

test("what a module exports may be changed by another module", () => {
  expect(keepsState("const table = { a: 1 };", ["table"])).toBe(true);
  expect(keepsState("const names = new Set(['a']);", ["names"])).toBe(true);
});

test.each(["Channel", "Mutex", "Semaphore", "StartGate", "KnowledgeBase"])(
  "no module that %s needs is evaluated again for each run",
  (name) => {
    const graph = new ModuleGraph();
    graph.origin({ specifier: "@swarmlab/labs/sharing", exportName: name }, import.meta.filename);
    expect([...graph.changing()].map(({ path }) => path)).toEqual([]);
  },
);

test("a table that another module changes is fresh in every run, with all modules that import it", async () => {
  const numbering = ({ w }: { w: Int32Array }) => {
    Atomics.add(w, 0, 1);
    return new Numbered().number + new Numbered().number;
  };
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [numbering, numbering],
    scope: { Numbered },
    finally: (_shared, results) => expect(results).toEqual([3, 3]),
  });
  expect(verdict).toMatchObject({ passed: true, covered: "all" });
});
