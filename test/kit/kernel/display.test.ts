import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { TestKernel } from "./support/test-kernel.ts";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.execute(
    `const bridge = (globalThis as unknown as Record<symbol, any>)[Symbol.for("swarmlab.kernel")];`,
  );
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const shownBy = async (code: string) =>
  (await kernel.execute(code)).shown.slice(1).map(({ type, content }) => ({ type, ...content }));

const mime = (bundle: string) => `({ [Symbol.for("swarmlab.mime")]: () => (${bundle}) })`;

test("a value that offers several forms is shown in all of them at once", async () => {
  expect(
    await shownBy(
      mime(
        `{ "application/vnd.vegalite.v5+json": { mark: "bar" }, "image/svg+xml": "<svg/>", "text/plain": "bars" }`,
      ),
    ),
  ).toMatchObject([
    {
      type: "execute_result",
      data: {
        "application/vnd.vegalite.v5+json": { mark: "bar" },
        "image/svg+xml": "<svg/>",
        "text/plain": "bars",
      },
    },
  ]);
});

test("an empty bundle shows nothing", async () => {
  expect(await shownBy(mime("{}"))).toEqual([]);
});

test("a bundle that fails to be made is an error of the cell", async () => {
  const { error } = await kernel.execute(
    `({ [Symbol.for("swarmlab.mime")]() { throw new Error("no picture"); } })`,
  );
  expect(error?.evalue).toBe("no picture");
});

test("other values are shown as console.log shows them; undefined and null are not", async () => {
  expect(await shownBy("({ a: [1, 'x'] })")).toMatchObject([
    { type: "execute_result", data: { "text/plain": "{ a: [ 1, 'x' ] }" } },
  ]);
  expect(await shownBy("'text'")).toMatchObject([{ data: { "text/plain": "text" } }]);
  expect(await shownBy("undefined")).toEqual([]);
  expect(await shownBy("null")).toEqual([]);
  expect(await shownBy("0")).toMatchObject([{ data: { "text/plain": "0" } }]);
});

test("a display can be updated, from later cells too, and outputs can be cleared", async () => {
  expect(
    await shownBy(`bridge.display({ "text/html": "<b>1</b>" }, { displayId: "d", metadata: { a: 1 } })`),
  ).toMatchObject([
    {
      type: "display_data",
      data: { "text/html": "<b>1</b>" },
      metadata: { a: 1 },
      transient: { display_id: "d" },
    },
  ]);
  expect(
    await shownBy(`bridge.display({ "text/html": "<b>2</b>" }, { displayId: "d", update: true })`),
  ).toMatchObject([{ type: "update_display_data", transient: { display_id: "d" } }]);
  expect(await shownBy("bridge.clearOutput(true); bridge.clearOutput()")).toMatchObject([
    { type: "clear_output", wait: true },
    { type: "clear_output", wait: false },
  ]);
});

test("tslab's own display works", async () => {
  expect(await shownBy(`import { display } from "tslab"; display.html("<i>")`)).toMatchObject([
    { type: "display_data", data: { "text/html": "<i>" } },
  ]);
});

test("what a cell writes late, or lets a worker write, stands under that cell", async () => {
  const heard: Record<string, string> = {};
  const both = kernel.client.message(({ type, content, parent }) => {
    if (type === "stream") heard[content.text.trim()] = parent;
    return Object.keys(heard).length === 2;
  });
  const { shown } = await kernel.execute(
    `import { Worker } from "node:worker_threads";
     setTimeout(() => console.log("late"), 60);
     new Worker("setTimeout(() => console.log('worker'), 60)", { eval: true });`,
  );
  await kernel.execute("'another'");
  await both;
  expect(heard).toEqual({ late: shown[0]?.parent, worker: shown[0]?.parent });
});

test("characters that come in pieces arrive whole, and write calls back", async () => {
  expect(
    (
      await kernel.execute(
        `process.stdout.write(Buffer.from([0xe2, 0x82])); await new Promise<void>((done) => process.stdout.write(Buffer.from([0xac]), () => done()));`,
      )
    ).text,
  ).toBe("€");
});

test("a cell that prints a lot loses no line, where stock tslab does", async () => {
  const code =
    "for (let i = 0; i < 5000; i++) console.log(i); process.stderr.write('end\\n'); console.log('last');";
  const lines = Array.from({ length: 5000 }, (_, i) => `${i}\n`).join("");
  const { text, shown } = await kernel.execute(code);
  expect(text).toBe(`${lines}last\n`);
  expect(shown.length).toBeLessThan(1000);
  await using stock = await TestKernel.start({ stock: true });
  // Stock tslab loses lines, or its reply, or dies.
  const lost = await stock.execute(code, { timeoutMs: 4000 }).catch(() => ({ text: "no answer" }));
  expect(lost.text).not.toBe(`${lines}last\n`);
});

test("text shows while a cell blocks the thread, and in its order with displays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seen-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const seen = join(folder, "seen");
  // The cell spins until we have seen its second line, which it would never let us see by yielding.
  const { shown } = await kernel.execute(
    `import { existsSync } from "node:fs";
     console.log("first"); console.log("second");
     while (!existsSync(${JSON.stringify(seen)}));
     bridge.display({ "text/plain": "picture" }); console.log("after");`,
    { onMessage: ({ content }) => content.text?.includes("second") && writeFileSync(seen, "") },
  );
  expect(shown.map(({ type }) => type).slice(-3)).toEqual(["stream", "display_data", "stream"]);
});

test("output without end is cut, with a sentence that says so", async () => {
  const { text } = await kernel.execute("for (let i = 0; i < 300; i++) console.log('x'.repeat(10_000));");
  expect(text.length).toBeLessThan(2_001_000);
  expect(text).toMatch(/has printed more than 2,000,000 characters\. The rest is not shown\.\]\n$/);
});

test("what a child process inherits is shown under the cell, in place of the server's terminal", async () => {
  const sync = await kernel.execute(
    'import { execSync, spawn } from "node:child_process"; execSync("echo out; echo err >&2", { stdio: "inherit" }); execSync("echo back").toString().trim()',
  );
  expect(sync.text).toBe("out\nback\n");
  expect(sync.stderr).toBe("err\n");
  const spawned = await kernel.execute(
    'const echo = spawn("echo", ["later"], { stdio: ["ignore", "inherit", "inherit"] }); await new Promise((resolve) => echo.on("close", resolve));',
  );
  expect(spawned.text).toContain("later\n");
});
