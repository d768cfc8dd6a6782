import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packages, packagesToCome } from "../../../kit/lab/doctor/installed.mjs";
import { copyLessons } from "../../../kit/lab/setup/lessons.mjs";
import { lacksLibrary, libraryAdvice, missingLibrary } from "../../../kit/lab/setup/missing-library.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { command, setUp } from "./support/programs.ts";
import { checkout, fake, makeProject, type Project, write, writeScript } from "./support/project.ts";

const said =
  "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file or directory";

/** An npm that installs a Node which a library is missing for. It counts its calls in `npm-calls`. */
function npmWithoutLibrary(project: Project): void {
  writeScript(project.root, "broken-node", `echo "${said}" >&2\nexit 127`);
  const install = [
    `cd "${project.root}"`,
    'echo "$@" >> npm-calls',
    "mkdir -p node_modules/node/bin",
    "cp broken-node node_modules/node/bin/node",
    "cp package-lock.json node_modules/.package-lock.json",
  ];
  fake(project, "npm", install.join("\n"));
}

test("the loader's message names the library, in the words of glibc and of musl", () => {
  expect(missingLibrary(said)).toBe("libatomic.so.1");
  const musl =
    "Error loading shared library libatomic.so.1: No such file or directory (needed by /lab/node_modules/node/bin/node)";
  expect(missingLibrary(musl)).toBe("libatomic.so.1");
});

test("other messages name no library", () => {
  expect(missingLibrary("")).toBeUndefined();
  expect(missingLibrary("spawn /lab/node_modules/node/bin/node ENOENT")).toBeUndefined();
  expect(missingLibrary("node: /lib/libm.so.6: version `GLIBC_2.38' not found")).toBeUndefined();
});

test("the advice names the package of each kind of Linux, or the file when the package is unknown", () => {
  expect(libraryAdvice("libatomic.so.1")).toBe(
    "install it with `sudo apt-get install libatomic1` (Debian, Ubuntu), `sudo dnf install libatomic` (Fedora) or `apk add libatomic` (Alpine)",
  );
  expect(libraryAdvice("libunheard.so.7")).toBe(
    "install the package of your Linux that contains libunheard.so.7",
  );
});

test("the set-up says which library is missing and what to install", async () => {
  const project = makeProject();
  npmWithoutLibrary(project);
  const { code, stderr } = await setUp(project, "npmPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("LIBRARY_MISSING");
  expect(stderr).toContain(
    "this machine lacks the shared library libatomic.so.1: install it with `sudo apt-get",
  );
  expect(stderr).not.toContain("ignore-scripts");
});

test("an install script that cannot start the project's Node is no fault of npm's or the network's", async () => {
  const project = makeProject();
  const words = [
    "npm error code 127",
    "npm error command sh -c node ./script/install.js",
    `npm error ${said}`,
  ];
  fake(project, "npm", `${words.map((line) => `echo "${line}" >&2`).join("\n")}\nexit 127`);
  const { code, stderr } = await setUp(project, "npmPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("this machine lacks the shared library libatomic.so.1: install it with");
  expect(stderr).not.toContain("network");
});

test("the second npm run lab says it again, and does not install the packages again", async () => {
  const project = makeProject();
  npmWithoutLibrary(project);
  for (const name of ["labs", "kit"]) write(project.root, `${name}/index.ts`, "export {};\n");
  for (const start of ["first", "second"]) {
    const { code, stderr } = await command(project, "lab", "--set-up-only").ended;
    expect(code, start).toBe(1);
    expect(stderr, start).toContain("lacks the shared library libatomic.so.1");
    expect(stderr, start).not.toContain("does not compile");
  }
  expect(readFileSync(join(project.root, "npm-calls"), "utf8")).toBe("ci --loglevel=error\n");
});

test("a lab whose library went away after the set-up says so before it opens", async () => {
  const project = makeProject();
  writeScript(project.root, "node_modules/node/bin/node", `echo "${said}" >&2\nexit 127`);
  await expect(copyLessons(project.places, () => {})).rejects.toMatchObject({ code: "LIBRARY_MISSING" });
});

test("the doctor finds it, and no lab can start", async () => {
  const project = makeProject();
  npmWithoutLibrary(project);
  await setUp(project, "npmPackages").ended;
  const { code, stdout } = await command(project, "doctor").ended;
  expect(stdout).toMatch(
    /✗ the project's Node cannot start: this machine lacks the shared library libatomic\.so\.1\n {4}→ install it with `sudo apt-get install libatomic1`/,
  );
  expect(stdout).not.toContain("delete node_modules");
  expect(code).toBe(1);
});

test.skipIf(process.platform !== "linux")("the loader itself is asked whether it finds a library", () => {
  expect(lacksLibrary("libc.so.6")).toBe(false);
  expect(lacksLibrary("libunheard.so.7")).toBe(true);
});

test("before anything is installed the doctor looks for the library on Linux alone", () => {
  const lacks = (library: string) => library === "libatomic.so.1";
  expect(packagesToCome({ platform: "linux", lacks })).toMatchObject({
    verdict: "wrong",
    advice: expect.stringContaining("apt-get install libatomic1"),
  });
  expect(packagesToCome({ platform: "linux", lacks: () => false }).verdict).toBe("note");
  expect(packagesToCome({ platform: "darwin", lacks }).verdict).toBe("note");
});

/** The project's Node, asking for `libatomic.so.9`, which does not exist anywhere. */
function writeNodeThatAsksForMore(file: string): boolean {
  const program = readFileSync(placesOf(checkout).node);
  const name = Buffer.from("\0libatomic.so.1\0");
  const at = program.indexOf(name);
  if (at === -1) return false;
  program.write("9", at + name.length - 2, "latin1");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, program);
  chmodSync(file, 0o755);
  return true;
}

test.skipIf(process.platform !== "linux")(
  "the doctor understands what the real loader says about a real Node",
  async ({ skip }) => {
    const project = makeProject();
    skip(!writeNodeThatAsksForMore(project.places.node), "this Node needs no libatomic");
    write(
      project.root,
      "node_modules/.package-lock.json",
      readFileSync(join(project.root, "package-lock.json"), "utf8"),
    );
    expect(await packages(project.places)).toEqual({
      verdict: "wrong",
      text: "the project's Node cannot start: this machine lacks the shared library libatomic.so.9",
      advice: "install the package of your Linux that contains libatomic.so.9",
    });
  },
);
