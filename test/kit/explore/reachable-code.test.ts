import { describe, expect, test } from "vitest";
import { reachableCode } from "../../../kit/explore/remote/reachable-code.ts";

/** What is left of a compiled answer for a check whose thread is `() => note(Number(1))`. */
const keptOf = (...statements: readonly string[]): string => keptBeside([], statements);

/** The same beside names that the check lends to its own functions. */
const keptBeside = (lent: readonly string[], statements: readonly string[]): string => {
  const head = "const $cells$ = exports; {\n";
  const note = "function note() { return $cells$.TABLE; }";
  const code = [head, "const TABLE = [];", "$cells$.TABLE = TABLE;", note, ...statements, "}"].join("\n");
  const program = {
    shared: "() => 0",
    threads: [["A", "() => note(Number(1))"]],
    rules: {},
    scope: lent.map((name) => [name, null, 1]),
    limits: {},
  };
  return reachableCode(code, program as never);
};
const work = "function fill() { $cells$.TABLE.push(1); }";

describe("an explored answer keeps the top-level statements that change what its threads use", () => {
  test.each([
    "for (const word of ['a']) $cells$.TABLE.push(word);",
    "for (const one of [$cells$.TABLE]) one.length = 2;",
    "if ($cells$.TABLE.length < 3) { const list = $cells$.TABLE; list[0] = 1; }",
    "if (true) $cells$.TABLE = [1];",
    "[$cells$.TABLE] = [[1]];",
    "({ a: $cells$.TABLE } = { a: [1] });",
    "$cells$.TABLE[0]++;",
    "delete $cells$.TABLE[0];",
    "try { $cells$.TABLE.push(1); } catch { }",
    "Object.assign($cells$.TABLE, ['a']);",
    "['a'].forEach((word) => $cells$.TABLE.push(word));",
    "[$cells$.TABLE].forEach((table) => table.push(1));",
    "(function (TABLE) { TABLE[0] = 1; })(TABLE || (TABLE = []));",
    `${work} fill();`,
    `${work} [1].forEach(fill);`,
    `${work} void (() => $cells$.fill())();`,
  ])("%s", (statement) => {
    expect(keptOf(statement)).toContain(statement.replace(work, "").trim());
  });
});

describe("it leaves out what only tries the answer", () => {
  test.each([
    "console.log(note(2));",
    "console.log($cells$.TABLE);",
    "for (let i = 0; i < 3; i++) { const got = note(i); console.log(got.length); }",
    "for (const one of [[1]]) { const got = await note(one); console.log(got.map(Number)); }",
    "const other = [note(2)]; other.push(1);",
    "await $cells$.runTogether(note);",
    `${work} async function together() { await 0; fill(); } console.log(await together());`,
  ])("%s", (statement) => {
    const calls = statement.replace(work, "").trim().split("} ").at(-1) as string;
    expect(keptOf(statement)).not.toContain(calls);
  });
});

test("members of a function do not come along, so such an answer is not explored", () => {
  expect(() => keptOf("note.prototype.take = function () { return 1; };")).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED", message: expect.stringContaining("gives to note") }),
  );
  expect(keptOf("class Cell { }", "$cells$.Cell = Cell;", "Cell.limit = 2;")).not.toContain("limit");
});

test("an answer that asks for a name that the check lends to its own functions is not explored", () => {
  const asks = ["function extra() { return typeof $scene; }", "$cells$.TABLE = extra();"];
  expect(() => keptBeside(["$scene"], asks)).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED", message: expect.stringContaining("name $scene") }),
  );
  expect(keptBeside(["$other"], asks)).toContain("typeof $scene");
  expect(keptBeside(["$scene"], ["function unused() { return typeof $scene; }"])).not.toContain("$scene");
});
