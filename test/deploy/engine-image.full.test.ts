import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRedis } from "../labs/swarm/bullmq/support/redis.ts";
import { debianMirror, makeBaseImage } from "./support/base-image.ts";
import { engineStages, stageNamed } from "./support/dockerfile.ts";
import { ImageStore, succeeded, whyNoPods } from "./support/image-store.ts";
import { podsFor, secretFile } from "./support/pods.ts";

import { manifestsIn, render, whyNotRendered } from "./support/render.ts";
import { makeValkeyImage } from "./support/server-images.ts";
import { sumOfAnswers } from "./support/sum-of-answers.ts";

const redis = await findRedis();
const reason =
  (await whyNoPods(debianMirror)) ?? whyNotRendered ?? ("missing" in redis ? redis.missing : undefined);
if (reason) console.warn(`Skipped: the pods of deploy/kubernetes, because ${reason}.`);

const network = `swarmlab-${process.pid}`;
const secret = {
  SWARM_KEY: "the key of pods in a test",
  VALKEY_PASSWORD: "open",
  REDIS_URL: "redis://:open@swarmlab-valkey:6379",
};

describe.skipIf(reason !== undefined)("the pods of the large overlay, on podman", () => {
  let store: ImageStore;
  const pods = podsFor(reason ? [] : manifestsIn(render("large")), secret);

  beforeAll(async () => {
    if ("missing" in redis) throw new Error(redis.missing);
    store = new ImageStore();
    await makeBaseImage(store, stageNamed(engineStages, "machine").from);
    const file = "deploy/engine.Dockerfile";
    const options = ["--isolation", "chroot", "--network", "host", "--pull=never", "--file", file];
    const bud = [
      "bud",
      ...options,
      "--ignorefile",
      `${file}.dockerignore`,
      "--tag",
      "swarmlab-engine:0.2.0",
      ".",
    ];
    succeeded(await store.buildah(bud, 2_400_000), "buildah bud");
    await makeValkeyImage(store, redis.program, "valkey/valkey:8-bookworm");
    await must("network", "create", network);
    const values = join(store.folder, "secret.json");
    writeFileSync(values, secretFile(secret));
    await must("secret", "create", "swarmlab-engine", values);
    await play("engine", pods.pod("swarmlab-valkey"));
  }, 3_600_000);

  afterAll(async () => {
    if (!store) return;
    await store.podman(["pod", "rm", "--all", "--force"]);
    await store.podman(["secret", "rm", "swarmlab-engine"]);
    await store.podman(["network", "rm", "--force", network]);
    await store.remove();
  }, 600_000);

  const must = async (...args: string[]) => succeeded(await store.podman(args), `podman ${args[0]}`).stdout;

  /** Starts a pod with the settings, as the manifest has them. */
  async function play(name: string, pod: ReturnType<typeof pods.pod>): Promise<void> {
    const file = join(store.folder, `${name}.yaml`);
    // JSON is YAML.
    writeFileSync(file, [...pods.settings, pod].map((one) => JSON.stringify(one)).join("\n---\n"));
    await must("kube", "play", "--network", network, file);
  }

  const worker = (name: string) => {
    const { metadata, ...pod } = pods.pod("swarmlab-worker");
    return { ...pod, metadata: { ...metadata, name } };
  };

  /** What a worker answers, asked inside its pod as a probe would. */
  async function ask(pod: string, path: string): Promise<string> {
    const program = `fetch("http://127.0.0.1:9464${path}").then(async (r) => console.log(r.status, await r.text()), console.log)`;
    const asked = await store.podman(["exec", `${pod}-worker`, "node_modules/.bin/node", "-e", program]);
    return asked.stdout.trim();
  }

  const logs = async (container: string) => (await store.podman(["logs", container])).output;

  test("two workers become ready, as no root and on a root file system that cannot be written", async () => {
    for (const name of ["first", "second"]) await play(name, worker(name));
    for (const name of ["first", "second"])
      await expect.poll(() => ask(name, "/readyz"), { timeout: 60_000 }).toBe("200 ready");
    const tried = `
      const fs = require("fs");
      const write = (file) => { try { fs.writeFileSync(file, "x"); return "written"; } catch (e) { return e.code; } };
      console.log(process.getuid(), write("/app/x"), write("/tmp/x"));`;
    const args = ["exec", "first-worker", "node_modules/.bin/node", "-e", tried];
    expect((await store.podman(args)).stdout.trim()).toBe("1000 EROFS written");
  }, 180_000);

  test("the coordinator's run is whole when a worker's pod is killed, and both workers tell what they did", async () => {
    const coordinator = pods.pod("swarmlab-coordinator");
    const [settings] = pods.settings;
    if (settings) Object.assign(settings.data, { AGENTS: "2000" });
    await play("coordinator", coordinator);
    const container = "swarmlab-coordinator-coordinator";
    await expect
      .poll(() => logs(container), { timeout: 120_000 })
      .toMatch(/[3-9]00 of 2000 agents have ended/);
    await must("kill", "first-worker");
    expect((await must("wait", container)).trim()).toBe("0");
    const printed = await logs(container);
    expect(printed).toContain("2000 agents on bullmq");
    expect(printed).toContain("all succeeded");
    expect(printed).toContain(`The sum of all results is ${sumOfAnswers(2000, 1_000_000)}.`);
    expect(await ask("second", "/metrics")).toMatch(/agents_total\{outcome="done",queue="agents"\} [1-9]/);
    console.info(printed.split("\n").slice(-8).join("\n"));
  }, 300_000);

  test("a worker that is told to end drains and ends with code 0", async () => {
    await must("stop", "--time", "60", "second-worker");
    const [state] = JSON.parse(await must("inspect", "second-worker"));
    expect(state.State.ExitCode).toBe(0);
    expect(await logs("second-worker")).toMatch(/has ended: \d+ done, 0 failed, 0 refused, 0 given back/);
  }, 120_000);

  test("each program of the image says what it lacks", async () => {
    const run = (...args: string[]) =>
      store.podman([
        "run",
        "--rm",
        "--network",
        "none",
        "--read-only",
        "localhost/swarmlab-engine:0.2.0",
        ...args,
      ]);
    expect(await run("worker")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/^REDIS_URL or DATABASE_URL is missing/),
    });
    expect(await run("migrate")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/^DATABASE_URL is missing/),
    });
    expect(await run("work")).toMatchObject({
      code: 2,
      output: expect.stringContaining('no program "work"'),
    });
  }, 120_000);
});
