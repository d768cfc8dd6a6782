import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { npmEnv, npmPackages } from "../../../kit/lab/setup/npm-packages.mjs";
import { descendantsOf, isAlive } from "../../../kit/lab/setup/process-table.mjs";
import { setUp, untilExists } from "./support/programs.ts";
import { fake, fakeNpm, makeProject, type Project, write } from "./support/project.ts";

const npmCalls = (project: Project) => {
  const file = join(project.root, "npm-calls");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
};

test("installs once, and again when the lockfile has changed", async () => {
  const project = makeProject();
  fakeNpm(project);
  expect(npmPackages.isDone(project.places)).toBe(false);
  expect((await setUp(project, "npmPackages").ended).code).toBe(0);
  expect(npmPackages.isDone(project.places)).toBe(true);
  expect((await setUp(project, "npmPackages").ended).code).toBe(0);
  expect(npmCalls(project)).toEqual(["ci --loglevel=error"]);

  const another = { lockfileVersion: 3, packages: { "": {}, "node_modules/more": { version: "1.0.0" } } };
  write(project.root, "package-lock.json", JSON.stringify(another));
  expect(npmPackages.isDone(project.places)).toBe(false);
  expect((await setUp(project, "npmPackages").ended).code).toBe(0);
  expect(npmCalls(project)).toHaveLength(2);
});

test("an install that was killed midway is done again, and what it left running is ended first", async () => {
  const project = makeProject();
  fakeNpm(project);
  const hangs = write(project.root, "npm-hangs", "");
  const first = setUp(project, "npmPackages");
  await untilExists(join(project.root, "halfway"));
  const npm = descendantsOf(first.pid);
  expect(npm.length).toBeGreaterThan(0);
  first.child.kill("SIGKILL");
  await first.ended;
  expect(npm.every(isAlive), "npm outlives the one that started it").toBe(true);
  expect(npmPackages.isDone(project.places)).toBe(false);

  rmSync(hangs);
  expect((await setUp(project, "npmPackages").ended).code).toBe(0);
  expect(npm.some(isAlive)).toBe(false);
  expect(npmPackages.isDone(project.places)).toBe(true);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends npm too, and nothing holds the next start up",
  async (signal) => {
    const project = makeProject();
    fakeNpm(project);
    const hangs = write(project.root, "npm-hangs", "");
    const first = setUp(project, "npmPackages");
    await untilExists(join(project.root, "halfway"));
    const npm = descendantsOf(first.pid);
    first.child.kill(signal);
    expect((await first.ended).code).toBeGreaterThan(128);
    expect(npm.some(isAlive)).toBe(false);

    rmSync(hangs);
    expect((await setUp(project, "npmPackages").ended).code).toBe(0);
  },
);

test("packages that were installed by hand are used when they are those of the lockfile", () => {
  const project = makeProject();
  const lockfile = (version: string) =>
    JSON.stringify({
      packages: {
        "": {},
        "node_modules/a": { version },
        "node_modules/linked": { resolved: "labs", link: true },
        "node_modules/for-another-platform": { version: "1.0.0", optional: true },
      },
    });
  write(project.root, "package-lock.json", lockfile("2.0.0"));
  write(project.root, "node_modules/node/bin/node", "");
  const installed = {
    packages: { "node_modules/a": { version: "1.0.0" }, "node_modules/linked": { link: true } },
  };
  write(project.root, "node_modules/.package-lock.json", JSON.stringify(installed));
  expect(npmPackages.isDone(project.places), "an older version").toBe(false);

  installed.packages["node_modules/a"].version = "2.0.0";
  write(project.root, "node_modules/.package-lock.json", JSON.stringify(installed));
  expect(npmPackages.isDone(project.places)).toBe(true);

  rmSync(join(project.root, "node_modules/node"), { recursive: true });
  expect(npmPackages.isDone(project.places), "without Node").toBe(false);
});

test("a failing npm is reported in its own words", async () => {
  const project = makeProject();
  fake(project, "npm", 'echo "npm error code ENOTFOUND" >&2; exit 1');
  const { code, stderr } = await setUp(project, "npmPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("NPM_CI");
  expect(stderr).toContain("npm error code ENOTFOUND");
  expect(npmPackages.isDone(project.places)).toBe(false);
});

test("an npm that leaves out install scripts brings no Node, and that is said", async () => {
  const project = makeProject();
  fake(project, "npm", `mkdir -p "${project.root}/node_modules"`);
  const { code, stderr } = await setUp(project, "npmPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("npm ci --ignore-scripts=false");
});

test("npm gets the system's Node and nothing of an outer npm run, but its settings", () => {
  const project = makeProject();
  const env = npmEnv(project.places, {
    PATH: `${project.places.nodeModules}/.bin:/usr/bin`,
    npm_package_name: "outer",
    npm_lifecycle_event: "test",
    npm_config_local_prefix: "/outer",
    npm_config_cache: "/cache",
  });
  expect(env).toEqual({ PATH: "/usr/bin", npm_config_cache: "/cache" });
});
