import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { npmEnv } from "../../../kit/lab/setup/npm-packages.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { JupyterClient } from "./support/jupyter-client.ts";
import { ready } from "./support/lab-copy.ts";
import { start } from "./support/programs.ts";
import { checkout, temporaryFolder } from "./support/project.ts";

test("from a fresh clone, npm run lab installs everything and opens; the second start installs nothing", async () => {
  const folder = temporaryFolder();
  const clone = start("git", ["clone", "--quiet", "--no-local", checkout, "clone"], { cwd: folder });
  expect((await clone.ended).code).toBe(0);
  const root = join(folder, "clone");
  const env = npmEnv(placesOf(checkout));
  const openWithNpm = () =>
    ready(start("npm", ["run", "lab", "--", "--no-browser"], { cwd: root, env, detached: true }), 600_000);

  const first = await openWithNpm();
  expect(readdirSync(join(root, "work")).filter((name) => name.endsWith(".ipynb")).length).toBeGreaterThan(0);
  const kernel = await new JupyterClient(first.url).startKernel();
  const came = await kernel.execute(
    'import { runtimeStatus } from "@swarmlab/labs";\nruntimeStatus().cores > 0',
  );
  expect(came.map((message) => message.content.data?.["text/plain"])).toContain("true");
  process.kill(-first.pid, "SIGINT");
  await first.ended;

  const second = await openWithNpm();
  for (const step of ["node_modules", "labs/dist", ".lab/venv"]) {
    expect(first.output()).toContain(step);
    expect(second.output()).not.toContain(step);
  }
  process.kill(-second.pid, "SIGINT");
  await second.ended;
}, 900_000);
