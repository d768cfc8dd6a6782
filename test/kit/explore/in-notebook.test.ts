import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestKernel } from "../kernel/support/test-kernel.ts";

/** `explore` in cells: names of other cells and imports are found, and the verdict is shown as a picture. */

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start({ directory: join(import.meta.dirname, "../../..") });
  await kernel.execute('import { explore } from "@swarmlab/kit";\nimport { Mutex } from "@swarmlab/labs";');
  await kernel.execute("const words = () => new Int32Array(new SharedArrayBuffer(4));\nconst step = 1;");
  await kernel.execute(`class SpinLock {
  readonly #words: Int32Array;
  constructor(words: Int32Array) { this.#words = words; }
  lock() { while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) { /* again */ } }
  unlock() { Atomics.store(this.#words, 0, 0); }
}`);
  await kernel.execute(`function increment({ counter }: { counter: Int32Array }) {
  const seen = counter[0];
  counter[0] = seen + step;
}`);
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

const bundleOf = async (code: string): Promise<Record<string, string>> => {
  const { shown, error } = await kernel.execute(code, { timeoutMs: 25_000 });
  expect(error).toBeUndefined();
  const bundles = shown.flatMap(({ content }) =>
    content.data ? [content.data as Record<string, string>] : [],
  );
  return bundles.at(-1) ?? {};
};

test("a lost update is found and drawn: as a page with a slider, as an SVG and as text", async () => {
  const bundle = await bundleOf(`await explore({
  shared: () => ({ counter: words() }),
  threads: [increment, increment],
  finally: ({ counter }) => counter[0] === 2,
})`);
  expect(bundle["text/plain"]).toContain("const seen = counter[0];");
  expect(bundle["text/plain"]).toContain("1 preemption");
  expect(bundle["image/svg+xml"]).toMatch(/^<svg /);
  expect(bundle["text/html"]).toContain('type="range"');
  expect(bundle["text/html"]).not.toMatch(/src=|href=|url\(/);
});

test("a class of another cell and one of the labs are proved right", async () => {
  const own = await bundleOf(`await explore({
  shared: () => ({ counter: words(), lock: words() }),
  threads: { Ada: ({ counter, lock }) => { const mine = new SpinLock(lock); mine.lock(); counter[0]++; mine.unlock(); },
    Grace: ({ counter, lock }) => { const mine = new SpinLock(lock); mine.lock(); counter[0]++; mine.unlock(); } },
  finally: ({ counter }) => counter[0] === 2,
})`);
  expect(own["text/plain"]).toMatch(/^Proved: none of the interleavings of the 2 threads fails/);
  const labs = await bundleOf(`await explore({
  shared: () => ({ a: new Mutex(), b: new Mutex() }),
  threads: [({ a, b }) => a.runExclusive(() => b.runExclusive(() => {})), ({ a, b }) => b.runExclusive(() => a.runExclusive(() => {}))],
})`);
  expect(labs["text/plain"]).toMatch(/^Fails: Deadlock: A waits for b · lock word, which B holds/);
});

test("a local variable cannot be transferred and is refused by name", async () => {
  const { error } = await kernel.execute(`await (async () => {
  const local = 2;
  return explore({ shared: () => ({ w: words() }), threads: [({ w }) => Atomics.add(w, 0, local), ({ w }) => Atomics.add(w, 0, 1)] });
})()`);
  expect(error?.evalue).toMatch(
    /refers to `local`, which is no top-level name\. Define it at the top level of a cell/,
  );
});
