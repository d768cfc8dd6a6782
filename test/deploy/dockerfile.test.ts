import { existsSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { expect, test } from "vitest";
import { oftenMissing } from "../../kit/lab/setup/missing-library.mjs";
import { placesOf } from "../../kit/lab/setup/places.mjs";
import { start } from "../kit/lab/support/programs.ts";
import { checkout } from "../kit/lab/support/project.ts";
import {
  aptPackages,
  commandsOf,
  copiedPaths,
  projectStages,
  readStages,
  stageNamed,
} from "./support/dockerfile.ts";
import { lackingPackages, librariesOf, slimLibraries } from "./support/libraries.ts";

const machine = stageNamed(projectStages, "machine");

test.skipIf(process.platform !== "linux")(
  "the machine has a package for every shared library that the project's Node needs",
  () => {
    const libraries = librariesOf(placesOf(checkout).node);
    expect(libraries).toContain("libc.so.6");
    expect(libraries, "the doctor looks for it").toContain(oftenMissing);
    expect(lackingPackages(libraries, aptPackages(machine))).toEqual([]);
  },
);

test("a Dockerfile that forgets a library's package is found out", () => {
  const forgetful = readStages(
    "FROM node:24-bookworm-slim AS machine\n# libatomic1\nRUN apt-get update \\\n  && apt-get install --yes git python3\n",
  );
  const installed = aptPackages(stageNamed(forgetful, "machine"));
  expect(installed).toEqual(["git", "python3"]);
  expect(lackingPackages([...slimLibraries, "libatomic.so.1"], installed)).toEqual(["libatomic1"]);
  expect(lackingPackages(["libunheard.so.7"], installed)).toEqual(["libunheard.so.7"]);
});

/** Whether the ignore file keeps a path out of the image, as itself or with a folder that it lies in. */
function isLeftOut(path: string): boolean {
  const patterns = readFileSync(join(checkout, "deploy/Dockerfile.dockerignore"), "utf8").split("\n");
  const parts = path.split("/");
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return folders.some((folder) => patterns.some((pattern) => pattern !== "" && matchesGlob(folder, pattern)));
}

test("every file that the Dockerfile uses exists and goes into the image", () => {
  expect(projectStages.flatMap(copiedPaths)).toEqual(["."]);
  const programs = projectStages
    .flatMap(commandsOf)
    .filter(([program]) => program === "node")
    .map(([, file = ""]) => file);
  expect(programs.length).toBeGreaterThan(0);
  const needed = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "tsconfig.base.json",
    "labs",
    "kit",
    "notebooks",
  ];
  for (const file of [...programs, ...needed]) {
    expect(existsSync(join(checkout, file)), `${file} exists`).toBe(true);
    expect(isLeftOut(file), `${file} is left out of the image`).toBe(false);
  }
});

test("what a machine installs, builds or writes for itself stays out of the image", () => {
  for (const path of ["node_modules/node", "kit/dist/index.js", ".lab/venv", "work/01.ipynb", ".git/config"])
    expect(isLeftOut(path), path).toBe(true);
});

test("the commands in the Dockerfile use options that the lab has", async () => {
  const { stdout: help } = await start(process.execPath, ["kit/lab/start.mjs", "lab", "--help"], {
    cwd: checkout,
  }).ended;
  const commands = projectStages.flatMap(commandsOf).filter(([program]) => program === "node");
  for (const [, , name, ...options] of commands) {
    expect(name).toBe("lab");
    for (const option of options.filter((word) => word.startsWith("--")))
      expect(help).toContain(`  ${option} `);
  }
});

test("the devcontainer names a Dockerfile, a folder and a stage that exist", () => {
  const folder = join(checkout, ".devcontainer");
  const { build } = JSON.parse(readFileSync(join(folder, "devcontainer.json"), "utf8"));
  expect(join(folder, build.dockerfile)).toBe(join(checkout, "deploy/Dockerfile"));
  expect(join(folder, build.context)).toBe(checkout);
  expect(stageNamed(projectStages, build.target)).toBe(machine);
});
