import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { workerModule } from "../../../../labs/swarm/worker/worker-module.ts";

const source = new URL("../../../../labs/swarm/worker/worker-module.ts", import.meta.url);

test("workers of a program that runs from source run the source", () => {
  const swarm = new URL("../../../../labs/swarm/", import.meta.url).href;
  expect(workerModule("thread").href).toBe(`${swarm}threads/entry.ts`);
  expect(workerModule("process").href).toBe(`${swarm}processes/entry.ts`);
});

/** The path, from the folder `swarm`, that a built package with these files gives a thread. */
async function threadOf(files: Readonly<Record<string, string>>): Promise<string> {
  const dist = mkdtempSync(join(tmpdir(), "worker-module-"));
  onTestFinished(() => rmSync(dist, { recursive: true }));
  const module = stripTypeScriptTypes(readFileSync(source, "utf8"));
  for (const [name, text] of Object.entries({ ...files, "swarm/worker/worker-module.js": module })) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), text);
  }
  writeFileSync(join(dist, "package.json"), '{ "type": "module" }');
  const built = (await import(pathToFileURL(join(dist, "swarm/worker/worker-module.js")).href)) as {
    workerModule: typeof workerModule;
  };
  const { href } = built.workerModule("thread");
  return href.replace(`${pathToFileURL(dist).href}/swarm/`, "");
}

test("a built package without bundles starts the entry itself", async () => {
  expect(await threadOf({ ".tsbuildinfo": "notes" })).toBe("threads/entry.js");
});

test("a built package with bundles from what the compiler wrote last starts the bundle", async () => {
  const files = { ".tsbuildinfo": "notes", "swarm/bundled/made-from.json": "notes" };
  expect(await threadOf(files)).toBe("bundled/thread.js");
});

test("bundles are not used once the compiler has run again", async () => {
  const files = { ".tsbuildinfo": "newer notes", "swarm/bundled/made-from.json": "notes" };
  expect(await threadOf(files)).toBe("threads/entry.js");
});

test("an installed package, which holds no notes of the compiler, starts its bundle", async () => {
  expect(await threadOf({ "swarm/bundled/thread.js": "" })).toBe("bundled/thread.js");
});
