import { describe, expect, it } from "vitest";
import { freeNames } from "../../../../labs/swarm/transfer/free-names.ts";
import { parseExpression, type Tree } from "../../../../labs/swarm/transfer/syntax-tree.ts";

const openEnds = (source: string) => freeNames(parseExpression(`(${source})`) as Tree);
const namesOf = (source: string) => [...openEnds(source).names.keys()].sort();

describe("the names a piece of source leaves open", () => {
  it.each<[string, string, string[]]>([
    [
      "parameters and locals are its own",
      "function f(a, { b, c: [d = x], ...e }) { let g = a; return b + d + e + g; }",
      ["x"],
    ],
    ["its own name is its own", "function fact(n) { return n < 2 ? 1 : n * fact(n - 1); }", []],
    ["an arrow's default arguments are looked at", "(a, b = other(a)) => a + b", ["other"]],
    ["var is hoisted out of blocks", "() => { if (y) { var x = 1; } return x; }", ["y"]],
    ["let stays in its block", "() => { { let x = 1; } return x; }", ["x"]],
    ["functions are hoisted", "() => { return later(); function later() { return z; } }", ["z"]],
    [
      "loops have names of their own",
      "() => { for (const [k, v] of list) use(k, v); for (let i = 0; i < n; i++) use(i); }",
      ["list", "n", "use"],
    ],
    ["for-in over an outer name", "() => { for (key in table) use(key); }", ["key", "table", "use"]],
    [
      "catch has a name of its own",
      "() => { try { risk(); } catch ({ message: m }) { log(m); } finally { end(); } }",
      ["end", "log", "risk"],
    ],
    [
      "switch is one block",
      "(x) => { switch (x) { case A: let q = 1; return q; default: return q; } }",
      ["A"],
    ],
    ["labels are no names", "() => { outer: for (;;) { break outer; } }", []],
    [
      "properties are no names, computed ones are",
      "(o) => o.a.b[c] + { d: 1, [e]: 2, f() {}, get g() { return h; } }.d",
      ["c", "e", "h"],
    ],
    ["shorthand properties are names", "() => ({ a, b: c })", ["a", "c"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ["template literals and their tags", "() => tag`x ${inner} y`", ["inner", "tag"]],
    [
      "optional chaining, spread, new, await, yield",
      "async function* f() { yield* await a?.b?.(...c); new D(); }",
      ["D", "a", "c"],
    ],
    [
      "assignments count",
      "() => { a = 1; b.c = 2; [d, e.f] = [3, 4]; ({ g, h: i } = x); j++; }",
      ["a", "b", "d", "e", "g", "i", "j", "x"],
    ],
    [
      "a class's base, fields, static blocks and computed members",
      "class A extends B { #p = c; static s = d; static { e(A.s); } [f]() { return this.#p; } get g() { return h; } }",
      ["B", "c", "d", "e", "f", "h"],
    ],
    ["a class expression's name is its own", "class A { static make() { return new A(); } }", []],
    ["private members are no names", "class { #a; has(o) { return #a in o; } }", []],
    ["arguments belong to the function", "function f() { return (() => arguments.length)(); }", []],
    [
      "destructuring defaults in variables",
      "() => { const { a = b, [c]: d } = e; return a + d; }",
      ["b", "c", "e"],
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ["dynamic import and import-like names", "() => load(`./${name}`)", ["load", "name"]],
  ])("%s", (_, source, expected) => {
    expect(namesOf(source)).toEqual(expected);
  });

  it("what is read from a module's or the notebook's name is known", () => {
    const { names } = openEnds("() => [exports.add(1), (0, fs_1.readFileSync)('x'), exports.add, whole]");
    expect(names.get("exports")?.members).toEqual(new Set(["add"]));
    expect(names.get("fs_1")?.members).toEqual(new Set(["readFileSync"]));
    expect(names.get("whole")?.members).toEqual(new Set([undefined]));
  });

  it("what is needed at once is told from what is needed later", () => {
    const { names } = openEnds(
      "class extends Base { static s = now; field = later; [key] = 1; method() { return later; } }",
    );
    const eager = [...names.values()].filter((name) => name.eager).map(({ name }) => name);
    expect(eager.sort()).toEqual(["Base", "key", "now"]);
  });

  it("a name that is only asked about with typeof may be missing", () => {
    expect(openEnds("() => typeof maybe").names.get("maybe")?.onlyTypeof).toBe(true);
    expect(openEnds("() => typeof maybe === 'function' && maybe()").names.get("maybe")?.onlyTypeof).toBe(
      false,
    );
    expect(openEnds("() => typeof maybe.member").names.get("maybe")?.onlyTypeof).toBe(false);
  });

  it.each<[string, string[]]>([
    ["() => this.x", ["this"]],
    ["() => arguments[0]", ["arguments"]],
    ["() => () => [this, arguments]", ["arguments", "this"]],
    ["function f() { return [this, new.target, arguments, () => this]; }", []],
    ["class A { x = this.y; m() { return super.m() + this.x; } static z = this.name; }", []],
    ["() => ({ m() { return this; }, get g() { return this; } })", []],
  ])("this, super and arguments of the code around are found in %s", (source, expected) => {
    expect([...openEnds(source).keywords].sort()).toEqual(expected);
  });
});
