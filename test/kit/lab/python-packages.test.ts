import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { jupyterEnv, pythonEnv } from "../../../kit/lab/setup/python-env.mjs";
import { pythonPackages } from "../../../kit/lab/setup/python-packages.mjs";
import { setUp, untilExists } from "./support/programs.ts";
import { fake, makeProject, type Project, write, writeScript } from "./support/project.ts";

/** A fake uv, which writes its calls to `uv-calls`. While there is a file `uv-hangs`, it stops in the middle of an installation. */
const uv = (project: Project) => `
  echo "$1 $2" >> "${project.root}/uv-calls"
  case "$1 $2" in
    "venv --clear") rm -rf "$5"; mkdir -p "$5/bin"; ln -s "${process.execPath}" "$5/bin/python" ;;
    "pip install")
      if [ -e "${project.root}/uv-hangs" ]; then touch "${project.root}/halfway"; sleep 60; fi
      cp "$6" "${project.root}/.lab/venv/installed" ;;
  esac`;

/** A Python whose pip can install uv, and whose venv can make an environment, or not. */
const python = (project: Project, { pip, venv }: { pip: boolean; venv: boolean }) => `
  echo "$1 $2 $3" >> "${project.root}/python-calls"
  case "$1 $2 $3" in
    "-m pip install") ${pip ? `mkdir -p "$6/bin"; cp "${project.root}/uv" "$6/bin/uv"` : "exit 1"} ;;
    "-m venv --clear") ${venv ? `mkdir -p "$4/bin"; cp "${project.root}/venv-python" "$4/bin/python"` : 'echo "ensurepip is not available" >&2; exit 1'} ;;
    *) echo "3.11.2 ${pip ? "True" : "False"}" ;;
  esac`;

const calls = (project: Project, program: string) =>
  existsSync(join(project.root, `${program}-calls`))
    ? readFileSync(join(project.root, `${program}-calls`), "utf8")
        .trim()
        .split("\n")
    : [];

test("uses the uv on PATH, installs once, and again when another package is asked for", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: true, venv: true }));
  fake(project, "uv", uv(project));
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(readFileSync(join(project.places.venv, "installed"), "utf8")).toContain("jupyterlab==4.6.6");
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(calls(project, "uv").filter((call) => call === "pip install")).toHaveLength(1);

  const requirements = join(project.root, "kit/lab/setup/requirements.txt");
  writeFileSync(requirements, `${readFileSync(requirements, "utf8")}another==1.0\n`);
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(calls(project, "uv").filter((call) => call === "pip install")).toHaveLength(2);
});

test("gets uv through pip into the project's folder where there is none", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: true, venv: true }));
  writeScript(project.root, "uv", uv(project));
  const ended = await setUp(project, "pythonPackages").ended;
  expect(ended.stderr).toContain("✓");
  expect(existsSync(join(project.places.uv, "bin", "uv"))).toBe(true);
  expect(calls(project, "uv")).toContain("pip install");
});

test("falls back to venv and pip where uv cannot be had", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: false, venv: true }));
  writeScript(project.root, "venv-python", `echo "$@" >> "${project.root}/venv-calls"`);
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(calls(project, "venv")[0]).toMatch(/^-m pip install --quiet -r .*requirements\.txt$/);
});

test("a uv that fails is no obstacle where pip works", async () => {
  const project = makeProject();
  fake(project, "uv", 'if [ "$1" = pip ]; then echo "invalid peer certificate" >&2; exit 1; fi');
  fake(project, "python3", python(project, { pip: true, venv: true }));
  writeScript(project.root, "venv-python", `echo "$@" >> "${project.root}/venv-calls"`);
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(calls(project, "venv")[0]).toMatch(/^-m pip install/);
});

test("where both ways fail, the reason of the first is shown", async () => {
  const project = makeProject();
  fake(project, "uv", 'if [ "$1" = pip ]; then echo "no route to host" >&2; exit 1; fi');
  fake(project, "python3", python(project, { pip: true, venv: false }));
  const { code, stderr } = await setUp(project, "pythonPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("PYTHON_PACKAGES");
  expect(stderr).toContain("no route to host");
});

test("says what to install where Python has neither pip nor venv", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: false, venv: false }));
  const { code, stderr } = await setUp(project, "pythonPackages").ended;
  expect(code).toBe(1);
  expect(stderr).toContain("PIP_MISSING");
  expect(stderr).toContain("neither pip nor venv");
  expect(stderr).toContain("ensurepip is not available");
});

test("an environment that was killed midway is made again", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: true, venv: true }));
  fake(project, "uv", uv(project));
  const hangs = write(project.root, "uv-hangs", "");
  const first = setUp(project, "pythonPackages");
  await untilExists(join(project.root, "halfway"));
  first.child.kill("SIGKILL");
  await first.ended;
  expect(existsSync(project.places.python), "half of it is there").toBe(true);
  expect(pythonPackages.isDone(project.places)).toBe(false);

  rmSync(hangs);
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(existsSync(join(project.places.venv, "installed"))).toBe(true);
});

test("a project that has moved, or whose Python is gone, gets a new environment", async () => {
  const project = makeProject();
  fake(project, "python3", python(project, { pip: true, venv: true }));
  fake(project, "uv", uv(project));
  expect((await setUp(project, "pythonPackages").ended).code).toBe(0);
  expect(pythonPackages.isDone(project.places)).toBe(true);

  const moved = placesOf(join(project.root, "moved"));
  write(moved.root, "here", "");
  renameSync(project.places.lab, moved.lab);
  expect(pythonPackages.isDone(moved)).toBe(false);
  renameSync(moved.lab, project.places.lab);
  expect(pythonPackages.isDone(project.places)).toBe(true);

  rmSync(project.places.python);
  expect(pythonPackages.isDone(project.places)).toBe(false);
});

test("the shell's own Python settings do not reach the lab", () => {
  const env = pythonEnv({
    PYTHONPATH: "/other",
    VIRTUAL_ENV: "/venv",
    PIP_TARGET: "/elsewhere",
    PIP_USER: "1",
    HOME: "/home",
  });
  expect(env).toMatchObject({ PYTHONNOUSERSITE: "1", PIP_USER: "0", HOME: "/home" });
  for (const name of ["PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET"]) expect(env).not.toHaveProperty(name);
});

test("Jupyter keeps all its folders inside the project's .lab", () => {
  const { places } = makeProject();
  vi.stubEnv("JUPYTER_CONFIG_DIR", "/home/somebody/.jupyter");
  const env = jupyterEnv(places);
  const folders = Object.entries(env).filter(([name]) => /^JUPYTER.*(DIR|PATH)$/.test(name));
  expect(folders.length).toBeGreaterThanOrEqual(6);
  for (const [, folder] of folders) expect(folder?.startsWith(places.jupyter)).toBe(true);
  vi.unstubAllEnvs();
});
