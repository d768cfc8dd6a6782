import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { bundleWorkers } from "../../../kit/lab/setup/bundle-workers.mjs";
import { temporaryFolder, write } from "./support/project.ts";

const entries = ["swarm/threads/entry.js", "swarm/processes/entry.js", "swarm/processes/watchdog.js"];

/** A built package whose workers import a file each, and a room that must stay a module of its own. */
function builtPackage(): string {
  const labs = temporaryFolder();
  write(labs, "package.json", '{ "type": "module" }');
  write(labs, "dist/.tsbuildinfo", "the compiler's notes");
  write(labs, "dist/sharing/index.js", 'export const shared = "shared";');
  write(labs, "dist/swarm/worker/loop.js", 'export const loop = "loop";');
  const entry = `import { parentPort } from "node:worker_threads";
    import { loop } from "../worker/loop.js";
    parentPort?.postMessage([loop, (await import("../../sharing/index.js")).shared]);`;
  for (const name of entries) write(labs, `dist/${name}`, entry);
  return labs;
}

const bundles = (labs: string) => join(labs, "dist/swarm/bundled");

test("a bundle runs where the files that it was made from are gone, except those of the sharing room", async () => {
  const labs = builtPackage();
  expect(await bundleWorkers(labs)).toBe(true);
  for (const folder of ["threads", "processes", "worker"])
    rmSync(join(labs, "dist/swarm", folder), { recursive: true });
  const worker = new Worker(join(bundles(labs), "thread.js"));
  const heard = await new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  await worker.terminate();
  expect(heard).toEqual(["loop", "shared"]);
});

test("beside the bundles lies a copy of the notes that the compiler wrote, and nothing else", async () => {
  const labs = builtPackage();
  await bundleWorkers(labs);
  write(labs, "dist/.tsbuildinfo", "newer notes");
  await bundleWorkers(labs);
  expect(readdirSync(bundles(labs)).sort()).toEqual([
    "made-from.json",
    "process.js",
    "thread.js",
    "watchdog.js",
  ]);
  expect(readFileSync(join(bundles(labs), "made-from.json"), "utf8")).toBe("newer notes");
});

test("a worker that cannot be bundled leaves the earlier bundles as they were", async () => {
  const labs = builtPackage();
  await bundleWorkers(labs);
  const earlier = readFileSync(join(bundles(labs), "thread.js"), "utf8");
  write(labs, "dist/swarm/worker/loop.js", "export const loop = ;");
  write(labs, "dist/.tsbuildinfo", "newer notes");
  await expect(bundleWorkers(labs)).rejects.toThrow();
  expect(readdirSync(bundles(labs)).sort()).toEqual([
    "made-from.json",
    "process.js",
    "thread.js",
    "watchdog.js",
  ]);
  expect(readFileSync(join(bundles(labs), "thread.js"), "utf8")).toBe(earlier);
  expect(readFileSync(join(bundles(labs), "made-from.json"), "utf8")).toBe("the compiler's notes");
});

test("a package without workers gets no bundles", async () => {
  const labs = temporaryFolder();
  mkdirSync(join(labs, "dist"));
  expect(await bundleWorkers(labs)).toBe(false);
  expect(readdirSync(join(labs, "dist"))).toEqual([]);
});
