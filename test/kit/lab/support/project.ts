import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { npmPackages } from "../../../../kit/lab/setup/npm-packages.mjs";
import { type Places, placesOf } from "../../../../kit/lab/setup/places.mjs";

/** The project under test. */
export const checkout = resolve(fileURLToPath(new URL("../../../..", import.meta.url)));

/** A folder that is gone when the test is. Its name has a space, as learners' folders have. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "swarm lab ")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

/** The files outside of `kit/lab` that it needs. */
const common = ["kit/common/command-line.mjs", "kit/common/open-browser.mjs"];

/** A small project with the real `kit/lab` in it, a lockfile that asks for nothing, and a folder first on PATH. */
export interface Project {
  readonly places: Places;
  readonly root: string;
  /** Fake programs lie here. */
  readonly bin: string;
  /** The fakes and the system's own tools, without whatever else this machine has. */
  readonly env: NodeJS.ProcessEnv;
}

export function makeProject(): Project {
  const root = temporaryFolder();
  cpSync(join(checkout, "kit", "lab"), join(root, "kit", "lab"), { recursive: true });
  for (const file of common) cpSync(join(checkout, file), join(root, file));
  const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  write(root, "package.json", JSON.stringify({ name: "fixture", private: true, type: "module", scripts }));
  write(root, "package-lock.json", JSON.stringify({ lockfileVersion: 3, packages: { "": {} } }));
  const bin = join(root, "fake programs");
  const tools = join(root, "system tools");
  for (const folder of [bin, tools]) mkdirSync(folder);
  for (const tool of ["sh", "mkdir", "ln", "sleep", "touch", "cat", "rm", "dirname", "cp"]) {
    symlinkSync(join("/bin", tool), join(tools, tool));
  }
  symlinkSync(process.execPath, join(tools, "node"));
  const env = { HOME: root, TMPDIR: tmpdir(), PATH: [bin, tools].join(delimiter) };
  return { places: placesOf(root), root, bin, env };
}

/**
 * Lends a folder the checkout's packages. They must be what the lockfile asks for: else the set-up in that folder would
 * run `npm ci`, and that would empty the checkout's own `node_modules` through the link.
 */
export function linkPackages(root: string): void {
  if (!npmPackages.isDone(placesOf(checkout)))
    throw new Error("node_modules is not up to date: run `npm ci` first");
  symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"));
}

/** A project with the checkout's packages, the real compiler among them, and two packages to build, of a file each. */
export function makeProjectToBuild(): Project {
  const project = makeProject();
  linkPackages(project.root);
  for (const file of ["package-lock.json", "tsconfig.base.json", "labs/tsconfig.json", "kit/tsconfig.json"]) {
    write(project.root, file, readFileSync(join(checkout, file), "utf8"));
  }
  for (const name of ["labs", "kit"]) {
    write(project.root, `${name}/index.ts`, `export const name: string = "${name}";\n`);
    write(project.root, `${name}/package.json`, '{ "type": "module" }');
  }
  return project;
}

/** Writes a file with the folders it needs. */
export function write(root: string, path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Writes a shell script that can be run. */
export function writeScript(root: string, path: string, script: string): void {
  chmodSync(write(root, path, `#!/bin/sh\nset -e\n${script}\n`), 0o755);
}

/** Puts a program in place of the real one. */
export function fake(project: Project, name: string, script: string): void {
  writeScript(project.bin, name, script);
}

/**
 * An npm that does what `npm ci` does to the folder: empties node_modules, fills it, and writes its hidden lockfile
 * last. It counts its calls in `npm-calls`. While there is a file `npm-hangs`, it stops halfway, having made `halfway`.
 */
export function fakeNpm(project: Project): void {
  fake(
    project,
    "npm",
    `
    cd "${project.root}"
    echo "$@" >> npm-calls
    rm -rf node_modules
    mkdir -p node_modules/node/bin
    ln -s "${process.execPath}" node_modules/node/bin/node
    if [ -e npm-hangs ]; then touch halfway; sleep 60; fi
    cp package-lock.json node_modules/.package-lock.json`,
  );
}
