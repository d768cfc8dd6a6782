import { expect, test } from "vitest";
import { TestKernel } from "./support/test-kernel.ts";

/** Living memory of the kernel after a full collection, in MB. */
async function heap(kernel: TestKernel): Promise<number> {
  const { text } = await kernel.execute(
    `{ const { setFlagsFromString } = await import("node:v8"); const { runInNewContext } = await import("node:vm");
       setFlagsFromString("--expose-gc"); runInNewContext("gc")(); console.log(process.memoryUsage().heapUsed); }`,
  );
  return Number(text) / 2 ** 20;
}

test("forty cells leave no more behind than what they declare", async () => {
  await using kernel = await TestKernel.start();
  const run = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      await kernel.execute(
        `class C${i} { run(n: number): number { return n * ${i}; } } const v${i} = new C${i}().run(2); v${i}`,
      );
    }
  };
  await run(0, 10);
  const before = await heap(kernel);
  await run(10, 50);
  expect((await heap(kernel)) - before).toBeLessThan(20);
});
