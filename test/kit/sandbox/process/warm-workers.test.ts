import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AnswerProcess, loadAnswer } from "../../../../kit/sandbox/index.ts";

/** The runs of an answer share workers within a check, and with no other check. */

const root = join(import.meta.dirname, "../../../..");
let directory: string;
let answer: AnswerProcess;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "swarmlab-warm-"));
});
afterEach(() => answer.end());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const code = `
  const { agent, runMultiAgentSystem } = require("@swarmlab/labs");
  const count = () => (globalThis.runs = (globalThis.runs ?? 0) + 1);
  const fail = (how) => { if (how === "exit") process.exit(3); if (how === "spin") while (true); return how; };
  const run = (executor, agents, options) => runMultiAgentSystem({ agents, executor, ...options });
  exports.startups = async (executor) => {
    const two = () => run(executor, [agent(count, 1), agent(count, 2)]);
    return [(await two()).startupSeconds > 0, (await two()).startupSeconds > 0];
  };
  exports.most = async (executor, runs) => {
    let most = 0;
    for (let i = 0; i < runs; i++) {
      const { results } = await run(executor, [1, 2, 3, 4].map((id) => agent(count, id)), { announce: false });
      most = Math.max(most, ...results.map(({ result }) => result));
    }
    return most;
  };
  exports.failures = async () => {
    const { results } = await run("worker-threads", ["fine", "exit", "spin"].map((how, id) => agent(fail, id, how)), { timeout: 2, grace: 0.1 });
    const again = await run("worker-threads", ["fine", "fine", "fine"].map((how, id) => agent(fail, id, how)));
    return [...results, ...again.results].map(({ error, result }) => error?.code ?? result);
  };`;

const load = () => loadAnswer(answer, { code, file: "/answer.js" });

describe.each(["worker-threads", "child-processes"])("on %s", (executor) => {
  test("the second run of a check uses the workers of the first, and nothing is printed about it", async () => {
    answer = new AnswerProcess({ root, directory, processes: true });
    const submission = await load();
    expect(await submission.call("startups", executor)).toEqual([true, false]);
    await expect.poll(() => submission.output.match(/agents on/g)).toHaveLength(2);
    expect(submission.output).not.toContain("Warm workers");
  });

  test("what agents leave in a worker is not there in the next check", async () => {
    answer = new AnswerProcess({ root, directory, processes: true });
    const cores = availableParallelism();
    // Of so many agents on so many workers, one worker has run more than four.
    expect(await (await load()).call("most", executor, 2 * cores)).toBeGreaterThan(4);
    expect(await (await load()).call("most", executor, 1)).toBeLessThanOrEqual(4);
  });
});

test("an agent that ends its worker fails alone, in its own run", async () => {
  answer = new AnswerProcess({ root, directory, processes: false });
  expect(await (await load()).call("failures")).toEqual([
    "fine",
    "EXITED",
    "TIMEOUT",
    "fine",
    "fine",
    "fine",
  ]);
});

test("an answer that may start no processes hears it as it did without warm workers", async () => {
  answer = new AnswerProcess({ root, directory, processes: false });
  await expect((await load()).call("startups", "child-processes")).rejects.toThrow(/without child processes/);
});
