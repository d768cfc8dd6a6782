import { afterEach, expect, test } from "vitest";
import { CheckRunner } from "../../../../kit/checking/engine/check-runner.ts";
import { removeFolder, scratchFolder } from "../../../../kit/checking/engine/scratch-folder.ts";
import { fixtureCourse } from "../fixtures/course.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "exit"] as const;
const listeners = () => SIGNALS.flatMap((signal) => process.listeners(signal as "SIGINT"));
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("a runner of checks adds no listener for signals, not even while vitest starts", async () => {
  const course = fixtureCourse();
  const directory = scratchFolder();
  const before = listeners();
  const runner = new CheckRunner({ root: course.root, directory, preload: false });
  closing.push(
    () => runner.close(),
    () => removeFolder(directory),
    () => course[Symbol.dispose](),
  );
  const seen = new Set<unknown>();
  let isReady = false;
  const collected = runner.run(runner.files(), { mode: "collect" }).finally(() => {
    isReady = true;
  });
  while (!isReady) {
    for (const listener of listeners()) if (!before.includes(listener)) seen.add(listener);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await collected;
  expect([...seen].map(String)).toEqual([]);
});
