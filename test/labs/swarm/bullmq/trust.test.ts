import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { agent } from "../../../../labs/agents/index.ts";
import { openEngine } from "../../../../labs/swarm/bullmq/engine/open-engine.ts";
import { isSignedJob, type JobData, signedJob } from "../../../../labs/swarm/bullmq/wire/job-data.ts";
import { Key, readProjectKey } from "../../../../labs/swarm/bullmq/wire/key.ts";
import { fromWire, toWire } from "../../../../labs/swarm/bullmq/wire/program-data.ts";
import { isResultOf, signedResult } from "../../../../labs/swarm/bullmq/wire/result-data.ts";
import { openWorker, runMultiAgentSystem } from "../../../../labs/swarm/index.ts";
import { keepEngine } from "../support/keep-engine.ts";
import { startMachine } from "./support/machines.ts";

/** A queue is no way to run anybody's code: what a machine runs is signed by the project's key, and of its own build. */

keepEngine();

const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2)}`;
const key = new Key("a secret of this test");
const other = new Key("another secret of this test");

const fields = {
  build: "1.0.0+abcdef01",
  run: "run~1",
  job: 3,
  attempt: 0,
  program: "hash",
  work: "AAAA",
  timeout: null,
  grace: 0.25,
  memoryLimit: null,
  maxTasksPerWorker: null,
  expires: 1e15,
};

describe("the signature of a job", () => {
  test("covers everything that decides what runs", () => {
    const signed = signedJob(fields, key);
    expect(isSignedJob(signed, key)).toBe(true);
    expect(isSignedJob(signed, other)).toBe(false);
    for (const name of Object.keys(fields)) {
      const changed = { ...signed, [name]: `${Reflect.get(fields, name)}x` } as JobData;
      expect([name, isSignedJob(changed, key)]).toEqual([name, false]);
    }
  });

  test("does not move from one field to the next", () => {
    const signed = signedJob({ ...fields, build: "a", run: "b" }, key);
    expect(isSignedJob({ ...signed, build: 'a","b', run: "" }, key)).toBe(false);
  });
});

test("a result counts for its own job, attempt and run only", () => {
  const result = {
    run: "run~1",
    job: 3,
    attempt: 0,
    worker: "w",
    begun: 1,
    workerLost: false,
    outcome: "AA",
    refusal: null,
  };
  const signed = signedResult(result, key);
  const of = (run: string, job: number, attempt: number) => isResultOf(signed, { run, job, attempt }, key);
  expect(of("run~1", 3, 0)).toBe(true);
  expect([of("run~2", 3, 0), of("run~1", 4, 0), of("run~1", 3, 1)]).toEqual([false, false, false]);
  expect(isResultOf({ ...signed, outcome: "BB" }, { run: "run~1", job: 3, attempt: 0 }, key)).toBe(false);
  expect(isResultOf("nothing of ours", { run: "run~1", job: 3, attempt: 0 }, key)).toBe(false);
});

test("the project's key is a file for its owner only, made once", () => {
  const project = mkdtempSync(join(tmpdir(), "project-"));
  mkdirSync(join(project, ".lab"));
  vi.spyOn(process, "cwd").mockReturnValue(project);
  onTestFinished(() => void vi.restoreAllMocks());
  const made = readProjectKey(undefined);
  const file = join(project, ".lab/swarm.key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readProjectKey(undefined).sign("a", [])).toBe(made.sign("a", []));
  rmSync(file);
  writeFileSync(file, "a key that others may read", { mode: 0o644 });
  expect(() => readProjectKey(undefined)).toThrow(
    `Others may read the key in ${file}; run: chmod 600 ${file}`,
  );
});

describe("a module of the agents", () => {
  const programOf = (path: string) => ({
    agents: [],
    types: [],
    shared: undefined,
    bundle: {
      code: {
        sources: [],
        constants: [],
        imports: [{ name: "A", specifier: pathToFileURL(path).href, exportName: "A" }],
        exported: [],
        directory: join(path, ".."),
      },
      data: { values: {}, statics: {}, usesSharing: false },
    },
  });

  test("is found in the project's folder, wherever a machine has it, and must hold the same", () => {
    const [here, there] = [1, 2].map(() => mkdtempSync(join(tmpdir(), "project-"))) as [string, string];
    for (const project of [here, there]) {
      mkdirSync(join(project, "agents"));
      writeFileSync(join(project, "agents/a.mjs"), "export class A {}");
    }
    const sent = toWire(programOf(join(here, "agents/a.mjs")), here);
    expect(JSON.stringify(sent)).not.toContain(here);
    const bundle = fromWire(sent, there);
    expect(bundle).toMatchObject({
      code: {
        imports: [{ specifier: pathToFileURL(join(there, "agents/a.mjs")).href }],
        directory: join(there, "agents"),
      },
    });
    writeFileSync(join(there, "agents/a.mjs"), "export class A { other() {} }");
    expect(fromWire(sent, there)).toBe("its module agents/a.mjs differs from the coordinator's");
    rmSync(join(there, "agents/a.mjs"));
    expect(fromWire(sent, there)).toBe("it has no module agents/a.mjs, which the agents are imported from");
  });
});

describe("a machine", () => {
  test("of another build refuses jobs, and the program says so before anything starts", async () => {
    const queue = unique("queue");
    await startMachine({ queue, name: "old" }, { SWARM_BUILD: "0.1.0+00000000" });
    const run = runMultiAgentSystem({
      agents: [agent((n: number) => n, 1, 1)],
      executor: "bullmq",
      engine: { queue, workers: "elsewhere", waitSeconds: 10 },
      announce: false,
    });
    await expect(run).rejects.toThrow(/The worker old has the build 0\.1\.0\+00000000, and this program /);
  });

  test("with another key runs nothing, and the error names the key", async () => {
    const queue = unique("queue");
    await using _worker = await openWorker({ queue, key: "another key than ours", announce: false });
    // It hears nothing that it trusts, so nothing starts.
    const run = runMultiAgentSystem({
      agents: [agent((n: number) => n, 1, 1)],
      executor: "bullmq",
      engine: { queue, workers: "elsewhere", waitSeconds: 1 },
      announce: false,
    });
    await expect(run).rejects.toThrow(/No worker machine answers .+ within 1 s\..+SWARM_KEY/);
  });

  test("runs no job that was put into its queue without the key", async () => {
    const queue = unique("queue");
    await using worker = await openWorker({ queue, announce: false });
    const engine = await openEngine(undefined, 10);
    onTestFinished(() => engine.close());
    const bull = engine.queue(queue);
    onTestFinished(() => bull.close());
    const forged = { ...signedJob({ ...fields, build: worker.build }, other) };
    await bull.add("agent", forged, { jobId: "run~1.3.0" });
    await bull.add("agent", { nothing: "of ours" }, { jobId: "run~1.4.0" });
    await expect.poll(() => worker.counts.refused).toBe(2);
    // A job is counted before its answer is stored.
    await expect.poll(() => bull.getCompletedCount()).toBe(2);
    const { returnvalue } = (await bull.getJob("run~1.3.0")) as {
      returnvalue: { refusal: { code: string } };
    };
    expect(returnvalue.refusal.code).toBe("NOT_SIGNED");
    await bull.obliterate({ force: true });
  });

  test("runs no job of another run again: a job's id is signed with it", async () => {
    const queue = unique("queue");
    const project = readProjectKey(undefined);
    await using worker = await openWorker({ queue, announce: false });
    const engine = await openEngine(undefined, 10);
    onTestFinished(() => engine.close());
    const bull = engine.queue(queue);
    onTestFinished(() => bull.close());
    const signed = signedJob({ ...fields, build: worker.build }, project);
    await bull.add("agent", signed, { jobId: "other~1.3.0" });
    await bull.add("agent", { ...signed, run: "other~1" }, { jobId: "other~1.4.0" });
    await bull.add("agent", signedJob({ ...fields, build: worker.build, expires: 1 }, project), {
      jobId: "run~1.3.0",
    });
    await expect.poll(() => worker.counts.refused).toBe(3);
    await expect.poll(() => bull.getCompletedCount()).toBe(3);
    await bull.obliterate({ force: true });
  });
});

test("an agent with 50 MB of input is refused in a sentence before anything starts", async () => {
  const run = runMultiAgentSystem({
    agents: [agent((bytes: Uint8Array) => bytes.length, 5, new Uint8Array(50 * 2 ** 20))],
    executor: "bullmq",
    announce: false,
  });
  await expect(run).rejects.toThrow(
    "Agent 5 with its input is 66.7 MB as a job, and a queue carries 16.0 MB at most; hand over the name of a file or a URL instead, or raise engine.maxJobMegabytes.",
  );
});

test("an agent with a result that is too large fails alone, in a sentence", async () => {
  const { results } = await runMultiAgentSystem({
    agents: [agent((n: number) => "x".repeat(n), 1, 2 ** 20), agent((n: number) => n, 2, 2)],
    executor: "bullmq",
    engine: { maxJobMegabytes: 0.5 },
    announce: false,
  });
  expect(results[0]?.error).toMatchObject({
    code: "RESULT_TOO_LARGE",
    message:
      "has a result of 1.3 MB, and a queue carries 0.5 MB at most; write it to a file, and return its name",
  });
  expect(results[1]?.result).toBe(2);
});
