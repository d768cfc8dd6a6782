import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Execution } from "./support/jupyter-client.ts";
import { TestKernel } from "./support/test-kernel.ts";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const plain = ({ error }: Execution) => stripVTControlCharacters(error?.traceback.join("\n") ?? "");

test("a failing cell sends an error message with the learner's own lines, which stock tslab does not", async () => {
  const first = await kernel.execute(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a cell that holds a template
    "interface Gone {\n  a: 1;\n}\nfunction half(n: number): number {\n  if (n % 2) throw new RangeError(`${n} is odd`);\n  return n / 2;\n}",
  );
  const n = first.reply.execution_count;
  const failed = await kernel.execute("type AlsoGone = 1;\n\nconst h = [2, 3].map((n) => half(n));");
  expect(failed.error).toMatchObject({ ename: "RangeError", evalue: "3 is odd" });
  expect(failed.reply).toMatchObject({
    status: "error",
    ename: "RangeError",
    evalue: "3 is odd",
    execution_count: n + 1,
  });
  expect(plain(failed)).toBe(`RangeError: 3 is odd

  cell [${n}], line 5, in half
    5 |   if (n % 2) throw new RangeError(\`\${n} is odd\`);
      |                    ^

  cell [${n + 1}], line 3
    3 | const h = [2, 3].map((n) => half(n));
      |                             ^`);

  await using stock = await TestKernel.start({ stock: true });
  const unmended = await stock.execute('throw new Error("boom")');
  expect(unmended.error).toBeUndefined();
  expect(unmended.shown.some(({ type }) => type === "execute_input")).toBe(false);
  expect(unmended.stderr).toContain("node_modules/tslab");
});

test("frames stay readable after an await, in methods and in constructors", async () => {
  const failed = await kernel.execute(
    "class Box {\n  constructor(n: number) {\n    if (n > 1) throw new Error('too much');\n  }\n  async fill(): Promise<void> {\n    await Promise.resolve();\n    new Box(2);\n  }\n}\nawait new Box(1).fill();",
  );
  expect(plain(failed)).toMatch(/line 3, in new Box\n[\s\S]*line 7, in Box\.fill\n[\s\S]*line 10\n/);
});

test("no frame of the kernel, of tslab, of Node or of a package is shown", async () => {
  const failed = await kernel.execute(
    'import { readFileSync } from "node:fs"; import assert from "node:assert"; [1].forEach(() => assert.equal(readFileSync("/no/such/file"), 1));',
  );
  expect(failed.error?.ename).toBe("Error");
  const places = plain(failed)
    .split("\n")
    .filter((line) => line.startsWith("  ") && line.includes(", line "));
  expect(places).toEqual([`  cell [${failed.reply.execution_count}], line 1`]);
});

test("console.log of an error is readable too", async () => {
  const { text, reply } = await kernel.execute("interface A { a: 1 }\n\nconsole.log(new Error('seen'));");
  expect(text).toBe(`Error: seen\n    at cell [${reply.execution_count}], line 3:13\n`);
});

test("a cause is shown, and the errors of an AggregateError", async () => {
  const failed = await kernel.execute(
    'throw new AggregateError([new Error("one"), "two"], "both", { cause: 1 });',
  );
  expect(plain(failed)).toMatch(
    /^AggregateError: both\n[\s\S]*caused by\nError: one\n[\s\S]*caused by\n'two'$/,
  );
  const caused = await kernel.execute('throw new Error("outer", { cause: new TypeError("inner") });');
  expect(plain(caused)).toMatch(/Error: outer\n[\s\S]*caused by\nTypeError: inner/);
});

test("what is thrown and is no Error is shown as it is", async () => {
  expect((await kernel.execute("throw { code: 7 };")).error).toMatchObject({
    ename: "Thrown",
    evalue: "{ code: 7 }",
  });
  expect((await kernel.execute("throw undefined;")).error).toMatchObject({
    ename: "Thrown",
    evalue: "undefined",
  });
});

test("endless recursion is an error of a few lines", async () => {
  const failed = await kernel.execute("const down = (): number => down() + 1;\ndown();");
  expect(failed.error?.ename).toBe("RangeError");
  expect(plain(failed).split("\n").length).toBeLessThan(30);
});

test("an error with a hostile message does not harm the kernel", async () => {
  expect(
    (await kernel.execute("throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1; } });"))
      .reply.status,
  ).toBe("error");
  expect(
    (await kernel.execute("throw { get [Symbol.toStringTag]() { throw new Error('no'); } };")).reply.status,
  ).toBe("error");
  expect((await kernel.execute("1 + 1")).text).toBe("2\n");
});

test("compile errors are one block: place, message, line", async () => {
  const failed = await kernel.execute("const a: number = 'one';\n\n  const b: string = 2;");
  expect(failed.error).toMatchObject({
    ename: "CompileError",
    evalue: "line 1:7 Type 'string' is not assignable to type 'number'.",
  });
  expect(plain(failed)).toBe(`This cell was not run: TypeScript found 2 problems in it.

1:7 Type 'string' is not assignable to type 'number'.
    1 | const a: number = 'one';
      |       ^

3:9 Type 'number' is not assignable to type 'string'.
    3 |   const b: string = 2;
      |         ^`);
});

test("a syntax error is shown alone, at its place in the cell, also when the cell breaks off", async () => {
  const failed = await kernel.execute("const list = [1, 2;\nunknownName;");
  expect(plain(failed)).toContain("1:19 ");
  expect(plain(failed)).not.toContain("unknownName'");
  expect(plain(await kernel.execute("function open() {\n  return 1;"))).toContain(
    "2:12 A `}` is missing: the `{` of line 1 is still open.",
  );
});

test("every cell is counted and echoed, a silent one is not", async () => {
  const one = await kernel.execute("1;");
  const silent = await kernel.execute("2;", { silent: true });
  const two = await kernel.execute("throw 3;");
  expect(one.shown[0]).toMatchObject({
    type: "execute_input",
    content: { code: "1;", execution_count: one.reply.execution_count },
  });
  expect(silent.shown).toEqual([]);
  expect(two.reply.execution_count).toBe(one.reply.execution_count + 1);
});

test.each([
  "process.exit()",
  "process.exit(0)",
  "process.abort()",
  "setTimeout(() => process.exit(3), 1); await new Promise((r) => setTimeout(r, 50))",
])("`%s` is refused in one sentence and the kernel lives on", async (code) => {
  const { error, stderr } = await kernel.execute(code);
  expect(error?.evalue ?? stderr).toMatch(/process\.\w+\(\) would end this notebook's kernel/);
  expect((await kernel.execute("'alive'")).text).toBe("alive\n");
});

test("process.exit kills stock tslab", async () => {
  await using stock = await TestKernel.start({ stock: true });
  stock.execute("process.exit(3)").catch(() => {});
  await stock.exited();
  expect(stock.process.exitCode).toBe(3);
});

test("late errors stand under the cell that they come from, with what to do, and fail no other cell", async () => {
  const late: string[] = [];
  const ids = new Set<string>();
  const heard = kernel.client.message(({ type, content, parent }) => {
    if (type !== "stream" || content.name !== "stderr") return false;
    late.push(stripVTControlCharacters(content.text));
    ids.add(parent);
    return late.length === 2;
  });
  const { shown } = await kernel.execute(
    "setTimeout(() => {\n  void Promise.reject(new Error('forgotten'));\n  setTimeout(() => { throw new Error('late'); }, 5);\n}, 50);",
  );
  await kernel.execute("'another cell'");
  await heard;
  expect(late[0]).toMatch(/Late error: Error: forgotten\n[\s\S]*line 2\n[\s\S]*write `await` in front of it/);
  expect(late[1]).toMatch(/Late error: Error: late\n[\s\S]*The kernel goes on/);
  expect([...ids]).toEqual([shown[0]?.parent]);
  expect((await kernel.execute("'alive'")).text).toBe("alive\n");
});
