import { expect, test } from "vitest";
import { analyse } from "../../../../kit/kernel/compile/analyse.ts";
import fc from "../../../fast-check.ts";

const only = (source: string) => {
  const [statement, ...more] = analyse(source);
  if (statement === undefined || more.length > 0) throw new Error("one statement was expected");
  return statement;
};

test.each([
  ['import a, { b as c } from "m"', "import", ["a", "c"]],
  ['import * as all from "m"', "import", ["all"]],
  ["function f() {}", "function", ["f"]],
  ["async function* g() {}", "function", ["g"]],
  ["abstract class C {}", "class", ["C"]],
  ["const a = 1, { b, c: [d = 2, ...e] } = x", "const", ["a", "b", "d", "e"]],
  ["let a: number", "let", ["a"]],
  ["var a", "var", ["a"]],
  ["type T = 1", "type", ["T"]],
  ["interface I {}", "interface", ["I"]],
  ["enum E { A }", "enum", ["E"]],
  ["f()", "expression", []],
  ["for (const x of y) f(x)", "expression", []],
])("`%s` is of kind %s and declares %j", (source, kind, declares) => {
  expect(only(source)).toMatchObject({ kind, declares });
});

test.each([
  ["function f(a: T, { b } = c) { const d = a + b; return (e: U) => d + e + g; }", ["T", "U", "c", "g"]],
  ["class A extends B { static x = y; #m(p = q) { return this.#m(p); } }", ["B", "q", "y"]],
  [
    "const o = { short, [computed]: 1, key: value, method() { return short; } }",
    ["computed", "short", "value"],
  ],
  ["const s = a.b.c + d?.e[f]", ["a", "d", "f"]],
  ["const { x = fallback } = source", ["fallback", "source"]],
  ["type Box<T> = { v: T; o: Other }", ["Other"]],
  ["const r = function self(n: number): number { return n && self(n - 1); }", []],
  ["function rec(n: number): number { return n && rec(n - 1); }", ["rec"]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a cell that holds a template
  ["const t = `${a} ${tag`${b}`}`", ["a", "b", "tag"]],
  ["try { f() } catch (error) { g(error) }", ["f", "g"]],
  ["outer: for (const i of list) { continue outer; }", ["list"]],
  ["const n = new Agent<Input>(1)", ["Agent", "Input"]],
  ["let shadow = ((Math: number) => Math)(1)", []],
  ["export { a as b }", ["a"]],
])("`%s` uses %j", (source, uses) => {
  expect(only(source).uses).toEqual(uses);
});

test("imports say what they bring from where", () => {
  expect(only('import d, { a as b } from "m"')).toMatchObject({
    from: "m",
    imported: { d: "default", b: "a" },
  });
});

test("awaiting at top level is told apart from awaiting inside a function", () => {
  expect(only("const a = await f()").awaits).toBe(true);
  expect(only("for await (const a of b) {}").awaits).toBe(true);
  expect(only("const f = async () => { await 1; }").awaits).toBe(false);
});

test("the ranges join up to the source, with the comments in front of each statement", () => {
  const source = "// first\nconst a = 1;\n\n/** second */\nfunction f() {\n}\n";
  const [first, second] = analyse(source);
  expect(source.slice(first?.start, first?.end)).toBe("// first\nconst a = 1;");
  expect(source.slice(second?.start, second?.end)).toContain("/** second */\nfunction f");
  expect(second).toMatchObject({ startLine: 5, endLine: 6 });
});

test("no text makes it throw", () => {
  const pieces = fc.constantFrom(
    "const ",
    "{",
    "}",
    "(",
    ")",
    "a",
    " ",
    "class ",
    "=>",
    "`",
    "${",
    "import ",
    ";",
    "\n",
    "await ",
    "=",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => Array.isArray(analyse(parts.join("")))),
    { numRuns: 200 },
  );
});
