import { cpSync, existsSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../../kit/lab/setup/build.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { setUp } from "./support/programs.ts";
import { makeProjectToBuild, type Project, temporaryFolder, write } from "./support/project.ts";

const built = (project: Project, file: string) => readFileSync(join(project.root, file), "utf8");

test("builds once, and again when a source has changed or is new", async () => {
  const project = makeProjectToBuild();
  expect(build.isDone(project.places)).toBe(false);
  expect((await setUp(project, "build").ended).code).toBe(0);
  expect(built(project, "labs/dist/index.js")).toContain('name = "labs"');
  expect(build.isDone(project.places)).toBe(true);

  // A copy is built as well, although it keeps times to the millisecond only.
  const copy = temporaryFolder();
  cpSync(project.root, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  expect(build.isDone(placesOf(copy))).toBe(true);

  write(project.root, "labs/index.ts", 'export const name: string = "other";\n');
  expect(build.isDone(project.places)).toBe(false);
  expect((await setUp(project, "build").ended).code).toBe(0);
  expect(built(project, "labs/dist/index.js")).toContain('name = "other"');

  write(project.root, "kit/more.ts", "export const more = 1;\n");
  expect(build.isDone(project.places)).toBe(false);
});

test("a build that was killed midway is done again from the start", async () => {
  const project = makeProjectToBuild();
  expect((await setUp(project, "build").ended).code).toBe(0);
  // What such a build leaves: the compiler's notes say that all is well, and a file is missing.
  rmSync(join(project.places.lab, "build-stamp"));
  rmSync(join(project.root, "labs/dist/index.js"));
  expect((await setUp(project, "build").ended).code).toBe(0);
  expect(existsSync(join(project.root, "labs/dist/index.js"))).toBe(true);
});

test("a deleted dist is built again", async () => {
  const project = makeProjectToBuild();
  expect((await setUp(project, "build").ended).code).toBe(0);
  rmSync(join(project.root, "kit/dist"), { recursive: true });
  expect(build.isDone(project.places)).toBe(false);
  expect((await setUp(project, "build").ended).code).toBe(0);
  expect(existsSync(join(project.root, "kit/dist/index.js"))).toBe(true);
});

test("a type error is shown with its file and line, and is no build", async () => {
  const project = makeProjectToBuild();
  write(project.root, "kit/index.ts", 'export const wrong: number = "text";\n');
  const { code, stderr } = await setUp(project, "build").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("BUILD_FAILED");
  expect(stderr).toContain("kit/index.ts(1,14)");
  expect(build.isDone(project.places)).toBe(false);
});

test("sources that were only touched are built again rather than trusted", async () => {
  const project = makeProjectToBuild();
  expect((await setUp(project, "build").ended).code).toBe(0);
  utimesSync(join(project.root, "labs/index.ts"), new Date(), new Date(Date.now() + 5_000));
  expect(build.isDone(project.places)).toBe(false);
});

test("a worker that cannot be bundled is named, and does not stop the build", async () => {
  const project = makeProjectToBuild();
  for (const entry of ["threads/entry", "processes/entry", "processes/watchdog"])
    write(project.root, `labs/swarm/${entry}.ts`, 'import "./missing.js";\n');
  write(project.root, "labs/swarm/threads/missing.d.ts", "export {};\n");
  write(project.root, "labs/swarm/processes/missing.d.ts", "export {};\n");
  const { code, stderr } = await setUp(project, "build").ended;
  expect(code).toBe(0);
  expect(stderr).toContain("could not be bundled");
  expect(build.isDone(project.places)).toBe(true);
});
