import { rmSync } from "node:fs";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchAgents } from "../../../kit/live/index.ts";
import { Project, VITEST_CONFIG } from "../../labs/editor-agents/support/project.ts";
import { FakeBridge } from "./support/fake-bridge.ts";

let project: Project;
beforeEach(() => {
  project = new Project({
    "vitest.config.mjs": VITEST_CONFIG,
    "src/double.ts": "export const double = (n: number): number => n * 2;\n",
    "src/double.test.ts":
      'import { expect, test } from "vitest";\nimport { double } from "./double.ts";\ntest("doubles", () => expect(double(2)).toBe(4));\n',
  });
});
afterEach(() => project[Symbol.dispose]());

const save = () =>
  project.write({ "src/double.ts": "export const double = (n: number): number => n + n;\n" });

test("in a notebook the agents are one output, updated in place, that ends with the verdict", async () => {
  using bridge = new FakeBridge();
  const watched = watchAgents({ folder: project.path("src"), verdicts: 1 });
  await expect.poll(() => bridge.texts.at(-1)).toContain("waits · 1 test file");
  save();
  const { verdicts } = await watched;
  expect(verdicts).toEqual([expect.objectContaining({ state: "passed" })]);
  expect(bridge.pages.at(-1)).toMatch(
    /<strong>Editor's agents · src<\/strong>.*waits · 1 test file.*✓ double\.ts: 1 test in 1 file passed/s,
  );
  expect(new Set(bridge.shown.map(({ displayId }) => displayId)).size).toBe(1);
  expect(bridge.listeners).toBe(0);
});

test("an interrupt of the cell ends the agents", async () => {
  using bridge = new FakeBridge();
  const watched = watchAgents({ folder: project.path("src") });
  await expect.poll(() => bridge.shown.length).toBeGreaterThan(0);
  bridge.interrupt();
  expect((await watched).verdicts).toEqual([]);
});

test("in a pipe there is a line when it is ready and a line for each verdict", async () => {
  const stream = new PassThrough({ encoding: "utf8" });
  let text = "";
  stream.on("data", (chunk) => {
    text += chunk;
  });
  const watched = watchAgents({ folder: project.path("src"), verdicts: 1, stream });
  await expect.poll(() => text).toContain("ready:");
  save();
  await watched;
  await expect.poll(() => text).toContain("passed");
  const time = "\\d\\d:\\d\\d:\\d\\d";
  expect(text).toMatch(
    new RegExp(
      `^Watching .*/src\\.\n${time} ready: .*1 test file.*\n${time} ✓ double\\.ts: 1 test in 1 file passed, .*\n$`,
    ),
  );
});

test("the signal and the deletion of the folder end the agents", async () => {
  const stream = new PassThrough().resume();
  const stop = new AbortController();
  const stopped = watchAgents({ folder: project.path("src"), signal: stop.signal, stream });
  stop.abort();
  expect((await stopped).saves).toBe(0);
  let text = "";
  stream.on("data", (chunk) => {
    text += chunk;
  });
  const deleted = watchAgents({ folder: project.path("src"), signal: new AbortController().signal, stream });
  await expect.poll(() => text).toContain("ready:");
  rmSync(project.path("src"), { recursive: true });
  expect((await deleted).sentences.at(-1)).toContain("was deleted");
});
