import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { placesOf } from "../../kit/lab/setup/places.mjs";
import { findBinaries } from "../../labs/swarm/bullmq/embedded/binaries.ts";
import { type Cluster, startCluster } from "../../labs/swarm/bullmq/embedded/cluster.ts";
import { checkout } from "../kit/lab/support/project.ts";
import { Program } from "../labs/swarm/bullmq/hosts/support/program.ts";
import { commandsOf, copiedPaths, engineStages } from "./support/dockerfile.ts";
import { sumOfAnswers } from "./support/sum-of-answers.ts";

/** A program of the image swarmlab-engine, run here as the image runs it. */
function engine(words: readonly string[], env: NodeJS.ProcessEnv): Program {
  const { REDIS_URL, DATABASE_URL, ...own } = process.env;
  const address = { LISTEN_ADDRESS: "127.0.0.1", PORT: "0", SWARM_KEY: "the key of the image's programs" };
  const program = new Program(placesOf(checkout).node, ["deploy/engine/start.mjs", ...words], {
    cwd: checkout,
    env: { ...own, ...address, ...env },
  });
  onTestFinished(() => program.kill());
  return program;
}

async function ended(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const program = engine(words, env);
  return { code: await program.ended, output: program.output };
}

test("every program says what it lacks", async () => {
  const lacking = async (...words: string[]) => ended(words);
  expect(await lacking("worker")).toMatchObject({
    code: 2,
    output: expect.stringMatching(/^REDIS_URL or DATABASE_URL is missing/),
  });
  expect(await lacking("coordinator")).toMatchObject({
    code: 2,
    output: expect.stringMatching(/is missing/),
  });
  expect(await lacking("migrate")).toMatchObject({
    code: 2,
    output: expect.stringMatching(/^DATABASE_URL is missing/),
  });
  expect(await lacking("work")).toMatchObject({
    code: 2,
    output: expect.stringContaining('no program "work"'),
  });
});

test("the image copies files that exist, and begins with a program that is there", () => {
  const [start = []] = engineStages.flatMap(commandsOf).filter(([program]) => program?.endsWith("/node"));
  expect(start[1]).toBe("/app/deploy/engine/start.mjs");
  const copied = engineStages.flatMap(copiedPaths).map((path) => path.replace(/^\/app\//, ""));
  expect(copied).toContain("deploy/engine");
  for (const path of copied) expect(existsSync(join(checkout, path)), path).toBe(true);
});

describe("on PostgreSQL", () => {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-postgres-"));
  let cluster: Cluster;

  beforeAll(async () => {
    // As root, PostgreSQL runs as the user nobody.
    chmodSync(folder, 0o755);
    cluster = await startCluster(folder, await findBinaries(folder));
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the migration makes the tables once, and what waits for them goes on", async () => {
    const env = { DATABASE_URL: cluster.url };
    const early = await ended(["migrate", "--wait", "0"], env);
    expect(early).toMatchObject({ code: 1, output: expect.stringContaining("After 0 s: ") });

    const waits = engine(["migrate", "--wait", "30"], env);
    const [first, second] = await Promise.all([ended(["migrate"], env), ended(["migrate"], env)]);
    expect(first.output).toMatch(/^The tables of the queue are at version \d+\.\n$/);
    expect(second).toEqual({ ...first, code: 0 });
    expect(await waits.ended).toBe(0);
    expect(waits.output).toBe(first.output);
    expect(await ended(["migrate", "--wait", "soon"], env)).toMatchObject({ code: 2 });
  });

  test("a coordinator that is killed with kill -9 and started again, as its Job does, goes on with its run", async () => {
    const env = { DATABASE_URL: cluster.url, SLOTS: "1", AGENTS: "300", AGENT_SIZE: "1000", RUN_ID: "night" };
    const worker = engine(["worker"], env);
    await worker.line(/takes jobs of the queue agents/);
    const lost = engine(["coordinator"], env);
    await lost.line(/^100 of 300 agents have ended/);
    await lost.kill();

    const again = await ended(["coordinator"], env);
    expect(again.output).toMatch(/300 agents on bullmq, .*: all succeeded/);
    expect(again.output).toContain(`The sum of all results is ${sumOfAnswers(300, 1000)}.`);
    expect(again.code).toBe(0);
    await worker.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    // Every agent was run by the worker, and none twice.
    expect(worker.output).toMatch(/has ended: 300 done, 0 failed/);
  });
});
