import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lineFor, note, right, wrong } from "../../../kit/lab/doctor/finding.mjs";
import { cores, cpuShare, disk, memory } from "../../../kit/lab/doctor/machine.mjs";
import { languageModel } from "../../../kit/lab/doctor/model.mjs";
import { operatingSystem } from "../../../kit/lab/doctor/platform.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { command } from "./support/programs.ts";
import { fake, makeProject, temporaryFolder, write } from "./support/project.ts";

const gibibyte = 2 ** 30;

/** A machine's control-group files. */
const files = (contents: Record<string, string>) => (file: string) => {
  const text = contents[file];
  if (text === undefined) throw new Error(`no ${file}`);
  return text;
};

test("a finding is a line with its mark, and advice on the next", () => {
  expect(lineFor(right("fine"))).toBe("✓ fine");
  expect(lineFor(note("so so"))).toBe("! so so");
  expect(lineFor(wrong("bad", "do this"))).toBe("✗ bad\n    → do this");
});

test("a container's share of the cores counts, in both versions of control groups", () => {
  expect(cpuShare(files({ "/sys/fs/cgroup/cpu.max": "150000 100000\n" }))).toBe(1.5);
  expect(cpuShare(files({ "/sys/fs/cgroup/cpu.max": "max 100000\n" }))).toBeUndefined();
  const old = "/sys/fs/cgroup/cpu/cpu.cfs_";
  expect(cpuShare(files({ [`${old}quota_us`]: "200000\n", [`${old}period_us`]: "100000\n" }))).toBe(2);
  expect(cpuShare(files({ [`${old}quota_us`]: "-1\n", [`${old}period_us`]: "100000\n" }))).toBeUndefined();
  expect(cpuShare(files({}))).toBeUndefined();
});

test("one core is worth knowing and no obstacle", () => {
  expect(cores(1).verdict).toBe("note");
  expect(cores(2).verdict).toBe("right");
});

test("little memory is worth knowing, too little is wrong", () => {
  expect(memory({ free: 8 * gibibyte, total: 16 * gibibyte }).verdict).toBe("right");
  expect(memory({ free: gibibyte, total: 2 * gibibyte }).verdict).toBe("note");
  expect(memory({ free: 0.3 * gibibyte, total: gibibyte })).toMatchObject({
    verdict: "wrong",
    advice: expect.any(String),
  });
});

test("a first set-up needs more disk than an installed lab", () => {
  expect(disk("/", { installed: false, free: gibibyte }).verdict).toBe("wrong");
  expect(disk("/", { installed: true, free: gibibyte }).verdict).toBe("right");
});

test("Windows is told to use WSL2 or the devcontainer, WSL2 to keep off Windows' disk", () => {
  const places = placesOf("/home/learner/swarmlab");
  expect(operatingSystem(places, { platform: "win32", wsl: false })).toMatchObject({
    verdict: "wrong",
    advice: expect.stringMatching(/WSL2.*devcontainer/),
  });
  expect(operatingSystem(places, { platform: "linux", wsl: true }).verdict).toBe("right");
  expect(operatingSystem(placesOf("/mnt/c/swarmlab"), { platform: "linux", wsl: true }).verdict).toBe("note");
  expect(operatingSystem(places, { platform: "darwin", wsl: false }).verdict).toBe("right");
});

test("works before anything is installed, installs nothing, and says that a lab can start", async () => {
  const project = makeProject();
  fake(project, "npm", "echo 11.0.0");
  fake(project, "python3", 'echo "3.12.1 True"');
  const before = readdirSync(project.root);
  const { code, stdout } = await command(project, "doctor").ended;
  expect(stdout).toContain("✓ npm 11.0.0");
  expect(stdout).toContain("✓ Python 3.12.1 (python3) with pip");
  expect(stdout).toContain("! JupyterLab: not installed yet\n    → `npm run lab` installs it");
  expect(stdout).toContain("A lab can start");
  expect(code).toBe(0);
  expect(readdirSync(project.root)).toEqual(before);
});

test("without Python no lab can start, and it says what to install", async () => {
  const project = makeProject();
  fake(project, "npm", "echo 11.0.0");
  const { code, stdout } = await command(project, "doctor").ended;
  expect(stdout).toMatch(
    /✗ JupyterLab needs Python 3\.10 or newer, and no Python was found on PATH\n {4}→ install it/,
  );
  expect(stdout).toContain("No lab can start before 1 of these are put right.");
  expect(code).toBe(1);
});

test("an old Python and a missing npm are each named", async () => {
  const project = makeProject();
  fake(project, "python3", 'echo "3.8.10 True"');
  write(project.root, "node_modules/left-over", "");
  const { code, stdout } = await command(project, "doctor").ended;
  expect(stdout).toContain("✗ npm does not run");
  expect(stdout).toContain("`python3` is Python 3.8.10");
  expect(code).toBe(1);
});

test("the language model that would answer is named and not asked; none is worth knowing", () => {
  const root = temporaryFolder();
  const places = placesOf(root);
  expect(languageModel(places, {})).toMatchObject({
    verdict: "note",
    advice: expect.stringContaining("npm run model"),
  });
  const url = "https://models.example/v1";
  expect(languageModel(places, { SWARMLAB_MODEL_URL: url })).toMatchObject({
    verdict: "right",
    text: expect.stringContaining("models.example (SWARMLAB_MODEL_URL); it was not asked"),
  });
  mkdirSync(join(root, ".lab/models/runtime/node_modules"), { recursive: true });
  writeFileSync(join(root, ".lab/models/small.gguf"), "x");
  expect(languageModel(places, {})).toMatchObject({
    verdict: "note",
    text: expect.stringContaining("small.gguf"),
  });
  mkdirSync(join(root, ".lab/models/runtime/node_modules/node-llama-cpp"));
  expect(languageModel(places, {}).verdict).toBe("right");
});
