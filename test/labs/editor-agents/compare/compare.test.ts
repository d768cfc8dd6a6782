import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { processorTime } from "../../../../labs/editor-agents/compare/processor-time.ts";
import { compareEditors, measureTreeHandOver } from "../../../../labs/editor-agents/index.ts";
import { Project, VITEST_CONFIG } from "../support/project.ts";

const project = new Project({
  "vitest.config.mjs": VITEST_CONFIG,
  "src/double.ts": "export const double = (n: number): number => n * 2;\n",
  "src/double.test.ts":
    'import { expect, test } from "vitest";\nimport { double } from "./double.ts";\ntest("doubles", () => expect(double(2)).toBe(4));\n',
  "test/other.test.ts": 'import { expect, test } from "vitest";\ntest("is", () => expect(1).toBe(1));\n',
  "test/tsconfig.json": '{ "extends": "../tsconfig.json", "include": ["**/*.ts"] }\n',
});
afterAll(() => project[Symbol.dispose]());

test("trees reach a thread as a reference, and a process as JSON with every node", async () => {
  const [shared, json] = await measureTreeHandOver(project.folder, 1);
  expect(shared).toMatchObject({ way: "shared memory", files: 3 });
  expect(json).toMatchObject({ way: "JSON", files: 3 });
  expect(json?.bytes).toBeGreaterThan(10 * (shared?.bytes ?? 0));
  for (const cost of [shared, json]) expect(cost?.handOverSeconds).toBeGreaterThan(0);
});

test("the processor time of this process and its children only grows", {
  skip: process.platform !== "linux",
}, () => {
  const before = processorTime() ?? 0;
  // A tenth of a second of computing, however long that takes; the system counts in hundredths.
  const { user } = process.cpuUsage();
  while (process.cpuUsage().user - user < 100_000);
  expect(processorTime()).toBeGreaterThan(before);
});

test("the same agents give verdicts as threads and as processes, on a copy that is deleted afterwards", async () => {
  const source = readFileSync(project.path("src/double.ts"), "utf8");
  // Other programs make copies in the machine's own folder.
  const temporary = mkdtempSync(join(tmpdir(), "compare-test-"));
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });
  const costs = await compareEditors({ folder: project.path("src"), file: "double.ts", saves: 1, rounds: 1 });
  expect(costs.map(({ way, saves }) => `${way} ${saves}`)).toEqual(["threads 1", "processes 1"]);
  for (const cost of costs) {
    expect(cost.verdictSeconds).toBeGreaterThan(0);
    expect(cost.startBytes).toBeGreaterThan(cost.saveBytes);
  }
  expect(readFileSync(project.path("src/double.ts"), "utf8")).toBe(source);
  expect(readdirSync(temporary).filter((name) => name.startsWith("editor-copy-"))).toEqual([]);
});
