import { afterAll, beforeAll, expect, test } from "vitest";
import { kernelBridge } from "../../../kit/kernel/index.ts";
import { TestKernel } from "./support/test-kernel.ts";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ env: { JPY_SESSION_NAME: "work/01-one-agent.ipynb" } });
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const bridge = `(globalThis as unknown as Record<symbol, any>)[Symbol.for("swarmlab.kernel")]`;
const scope = `(globalThis as unknown as Record<symbol, any>)[Symbol.for("swarmlab.scope")]`;
const json = async (expression: string) =>
  JSON.parse((await kernel.execute(`JSON.stringify(${expression})`)).text);

test("outside a notebook there is no bridge", () => {
  expect(kernelBridge()).toBeUndefined();
});

test("the kernel keeps a record of every cell, with its outcome", async () => {
  await kernel.execute("const a = 1;", { metadata: { cellId: "abc", tags: ["exercise"] } });
  await kernel.execute("throw new TypeError('no');");
  await kernel.execute("const bad: string = 1;");
  await kernel.execute("'silent';", { silent: true });
  expect(await json(`${bridge}.cells()`)).toEqual([
    { executionCount: 1, code: "const a = 1;", cellId: "abc", tags: ["exercise"], status: "ok" },
    {
      executionCount: 2,
      code: "throw new TypeError('no');",
      status: "error",
      error: { name: "TypeError", message: "no" },
    },
    {
      executionCount: 3,
      code: "const bad: string = 1;",
      status: "error",
      error: { name: "CompileError", message: "line 1:7 Type 'number' is not assignable to type 'string'." },
    },
    { executionCount: 4, code: expect.stringContaining("cells()"), status: "running" },
  ]);
});

test("the bridge gives the notebook's path", async () => {
  expect(await json(`${bridge}.notebookPath`)).toBe("work/01-one-agent.ipynb");
});

test("the scope hook knows the values of all cells, and only those", async () => {
  await kernel.execute(
    "class Here {} let changing = 1; import { join } from 'node:path'; interface TypeOnly {}",
  );
  await kernel.execute("changing = 2;");
  expect(
    await json(`["Here", "changing", "join", "TypeOnly", "absent", "toString"].map((n) => ${scope}.has(n))`),
  ).toEqual([true, true, true, false, false, false]);
  expect(await json(`${scope}.get("changing")`)).toBe(2);
  expect(await json(`(() => { const own = 5; return ${scope}.has("own"); })()`)).toBe(false);
});

test("a name is in the scope while its own cell still runs", async () => {
  expect((await kernel.execute(`function early() {} console.log(${scope}.has("early"));`)).text).toBe(
    "true\n",
  );
});

test("listeners hear of an interrupt until they leave, and what is kept survives it", async () => {
  await kernel.execute(
    `import { Worker } from "node:worker_threads"; let heard = 0; const leave = ${bridge}.onInterrupt(() => { heard++; });
     const helper = new Worker("setInterval(() => {}, 1000)", { eval: true }); let exited = false; helper.on("exit", () => { exited = true; });
     ${bridge}.keepOnInterrupt(helper);`,
  );
  kernel.interrupt();
  await expect.poll(async () => (await kernel.execute("heard")).text).toBe("1\n");
  await kernel.execute("leave();");
  kernel.interrupt();
  await kernel.execute("await new Promise((r) => setTimeout(r, 100)).then(() => 1);");
  expect((await kernel.execute("[heard, exited]")).text).toBe("[ 1, false ]\n");
  await kernel.execute("await helper.terminate();");
});

test("a cell can ask for a new cell below it, and the next cell does not", async () => {
  const asked = await kernel.execute(`${bridge}.addCellBelow("const below = 1;");`);
  expect(asked.reply).toMatchObject({
    payload: [{ source: "set_next_input", text: "const below = 1;", replace: false }],
  });
  expect((await kernel.execute("1;")).reply).toMatchObject({ payload: [] });
});
