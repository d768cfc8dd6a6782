import { expect, test } from "vitest";
import { ModelError } from "../../../labs/agents/index.ts";
import { oneLine } from "../../../labs/model/answers/one-line.ts";
import { checkAnswer, SchemaChecks } from "../../../labs/model/answers/schema-check.ts";
import { WithoutKey } from "../../../labs/model/backends/without-key.ts";

const schemas = new SchemaChecks();
const problemOf = (schema: object, text: string) => {
  const checked = checkAnswer(text, schemas.compile(schema as Record<string, unknown>));
  return "problem" in checked ? checked.problem : "no problem";
};

test("A pattern that would need years for an answer is broken off.", () => {
  const problem = problemOf({ type: "string", pattern: "^(a+)+$" }, JSON.stringify(`${"a".repeat(40)}!`));
  expect(problem).toMatch(/took longer than \d+ ms/);
});

test("An answer with more levels than the stack has room for is a bad answer.", () => {
  const nested = "[".repeat(200_000) + "]".repeat(200_000);
  expect(problemOf({ type: "array", items: { $ref: "#" } }, nested)).toContain(
    "check against the schema failed",
  );
});

test("A long answer of blank lines in an open code block is a bad answer at once.", () => {
  const problem = problemOf({ type: "object" }, `\`\`\`json\n${"\n".repeat(2_000_000)}x`);
  expect(problem).toContain("not JSON");
});

test("A code block around an answer is dropped.", () => {
  const validate = schemas.compile({ type: "object" });
  for (const text of ['```json\n{"a":1}\n```', '```\n{"a":1}```\n', ' {"a":1} '])
    expect(checkAnswer(text, validate)).toEqual({ value: { a: 1 } });
});

const cyclic: Record<string, unknown> = {};
cyclic.properties = { cyclic };

test.each([
  ["an asynchronous one", { $async: true, type: "number" }],
  ["one that holds itself", cyclic],
  ["one with a bigint", { minimum: 1n }],
  ["a huge one", { title: "x".repeat(200_000) }],
  ["one with a reference to elsewhere", { $ref: "http://127.0.0.1:9/schema.json" }],
])("A schema that is none is refused with a sentence: %s.", (_name, schema) => {
  const compile = () => schemas.compile(schema as Record<string, unknown>);
  expect(compile).toThrow(ModelError);
  expect(compile).toThrow(/^schema must be a JSON schema, but .*\.$/);
});

test("Names of prototypes in an answer are plain data.", () => {
  const checked = checkAnswer('{"__proto__":{"polluted":1}}', schemas.compile({ type: "object" }));
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(checked).toHaveProperty("value");
});

test("What a terminal would obey is taken out of a foreign text, and it is cut.", () => {
  expect(oneLine("\u001b[2J\u001b]0;title\u0007 bad\r\nline\u202e two", 100)).toBe("bad line two");
  expect(oneLine("x".repeat(1_000_000), 10)).toBe("xxxxxxxxx…");
});

test("A key is taken out of a stream wherever its pieces part it, and nothing else is.", () => {
  const key = "sk-test-test-1";
  const text = `one ${key} two sk-te ${key}${key} sk-test-test`;
  for (let at = 0; at <= text.length; at++) {
    const without = new WithoutKey(key);
    const passed = without.add(text.slice(0, at)) + without.add(text.slice(at)) + without.rest();
    expect(passed).toBe("one … two sk-te …… sk-test-test");
  }
});
