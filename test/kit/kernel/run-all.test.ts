import { afterAll, beforeAll, expect, test } from "vitest";
import { TestKernel } from "./support/test-kernel.ts";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const statuses = (cells: readonly { reply: { status: string } }[]) => cells.map(({ reply }) => reply.status);

test("in a Run All the cells behind a failing one are aborted and say so", async () => {
  // All cells are with the kernel before the failing one begins.
  const first = "await new Promise((resolve) => setTimeout(resolve, 3_000))";
  const cells = await Promise.all(
    [first, "throw new Error('here')", "2", "3"].map((code) => kernel.execute(code)),
  );
  expect(statuses(cells)).toEqual(["ok", "error", "aborted", "aborted"]);
  expect(cells[2]?.shown).toEqual([]);
});

test("cells that arrive while a failing cell blocks the thread are aborted too", async () => {
  const blocking = "for (const end = Date.now() + 3_000; Date.now() < end; ); throw new Error('late')";
  const cells = await Promise.all([blocking, "1", "2"].map((code) => kernel.execute(code)));
  expect(statuses(cells)).toEqual(["error", "aborted", "aborted"]);
});

test("a cell that is sent as soon as an error arrives runs", async () => {
  await kernel.execute("throw new Error('first')");
  // Stock tslab drops it when it comes within 200 ms.
  const second = await kernel.execute("console.log('second')");
  expect(second).toMatchObject({ reply: { status: "ok" }, text: "second\n" });
});

test("with stop_on_error off, all cells run", async () => {
  const cells = await Promise.all(
    ["throw 1", "2"].map((code) => kernel.execute(code, { stopOnError: false })),
  );
  expect(statuses(cells)).toEqual(["error", "ok"]);
});
