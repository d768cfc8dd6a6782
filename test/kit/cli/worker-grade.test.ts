import { expect, it } from "vitest";
import { gradeCommand } from "../../../kit/cli/grade.ts";
import { readWorkerRequest } from "../../../kit/cli/worker/worker-request.ts";
import { workerCommand } from "../../../kit/cli/worker.ts";
import { runCommand } from "./support/run-command.ts";

const values = {
  queue: undefined,
  url: undefined,
  slots: undefined,
  isolation: "processes",
  name: undefined,
  drain: "30",
  lock: "10",
};

it("a worker that grades takes the queue of grading, unless another one is named", () => {
  expect(readWorkerRequest({ ...values, grade: true }).queue).toBe("grade");
  expect(readWorkerRequest({ ...values, grade: true, queue: "mine" }).queue).toBe("mine");
});

it("a worker's options for grading that do not fit get a sentence", async () => {
  for (const [argv, sentence] of [
    [["--queue", "q", "--sandbox", "none"], "--sandbox belongs to --grade"],
    [["--grade", "--isolation", "threads"], "--grade runs agents in processes"],
    [["--grade", "--sandbox", "glass"], 'There is no sandbox "glass"'],
  ] as const)
    expect(await runCommand(workerCommand, ...argv), argv.join(" ")).toMatchObject({
      code: 2,
      err: expect.stringContaining(sentence),
    });
});

it("grade and worker name each other in their help", async () => {
  expect((await runCommand(gradeCommand, "--help")).out).toContain("npm run worker -- --grade");
  expect((await runCommand(workerCommand, "--help")).out).toContain("npm run grade -- --workers");
});
