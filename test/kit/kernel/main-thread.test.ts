import { expect, test } from "vitest";
import { isCellWork } from "../../../kit/kernel/interrupt/main-thread.ts";

const kernel = "file:///home/me/swarmlab/kit/dist/kernel/session/cell-output.js";
const tslab = "file:///home/me/swarmlab/node_modules/tslab/dist/jupyter.js";
const labs = "file:///home/me/swarmlab/labs/dist/agents/agent.js";

test.each([
  [["cell-3.ts", "node:internal/process/task_queues"], true],
  [["node:internal/console/constructor", "cell-3.ts", kernel], true],
  [[labs, "node:internal/timers"], true],
  [[kernel, "cell-3.ts"], false],
  [[tslab, "node:internal/process/task_queues"], false],
  [["file:///home/me/swarmlab/node_modules/@tslab/typescript-for-tslab/lib/typescript.js"], false],
  [["node:internal/timers"], false],
  [[], false],
])("with %j on its stack the thread works for a cell: %s", (urls, expected) => {
  expect(isCellWork(urls)).toBe(expected);
});
