import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPython, howToInstall } from "./find-python.mjs";
import { LabError } from "./lab-error.mjs";
import { pythonEnv } from "./python-env.mjs";
import { lastLines, run } from "./run.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

/**
 * @typedef {import("./places.mjs").Places} Places
 * @typedef {import("./set-up.mjs").StepTools} StepTools
 * @typedef {import("./find-python.mjs").Python} Python
 */

/** Every Python package of the lab with its exact version. */
const requirementsFile = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The uv that is installed when none is on PATH. */
const pinnedUv = "uv==0.13.9";

/** @type {import("./set-up.mjs").Step} */
export const pythonPackages = {
  title: "JupyterLab into .lab/venv",
  isDone: (places) => readStamp(stampFile(places)) === stampFor(places),
  async perform(places, tools) {
    const python = await findPython();
    const uv = (await findUv(places)) ?? (python.pip ? await installUv(places, python, tools) : undefined);
    const result = uv
      ? await installWithUv(places, uv, python, tools)
      : await installWithPip(places, python, tools);
    if (!result.ok) {
      throw new LabError(
        "PYTHON_PACKAGES",
        "JupyterLab could not be installed; is this machine online? Start again to try once more. The installer said:",
        { details: lastLines(result.output) },
      );
    }
    // JupyterLab runs a CommonJS program with Node; the project's own package.json would have it read as a module.
    writeFileSync(join(places.venv, "package.json"), '{ "type": "commonjs" }\n');
    writeStamp(stampFile(places), stampFor(places));
  },
};

/** It lies in the environment itself, so that whoever deletes or replaces that deletes the stamp too. @param {Places} places */
const stampFile = (places) => join(places.venv, "swarmlab-stamp");

/**
 * The packages, the folder (scripts in an environment name it) and the Python that the environment was made with:
 * after a system's upgrade from 3.11 to 3.12 the packages of 3.11 are not found any more.
 *
 * @param {Places} places
 */
function stampFor(places) {
  const real = (/** @type {string} */ path) => (existsSync(path) ? realpathSync(path) : "gone");
  return hashOf([readFileSync(requirementsFile, "utf8"), real(places.venv), real(places.python)]);
}

/** @param {Places} places @returns {Promise<string | undefined>} */
export async function findUv(places) {
  for (const uv of ["uv", uvIn(places)]) {
    if ((await run(uv, ["--version"], { timeout: 20_000 })).ok) return uv;
  }
  return undefined;
}

/** @param {Places} places */
const uvIn = (places) => join(places.uv, "bin", "uv");

/**
 * `pip install --target` works where pip refuses to install: on a Python that the operating system manages.
 *
 * @param {Places} places
 * @param {Python} python
 * @param {StepTools} tools
 */
async function installUv(places, python, tools) {
  const partial = `${places.uv}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(places.lab, { recursive: true });
  const args = ["-m", "pip", "install", "--quiet", "--target", partial, pinnedUv];
  if (!(await tools.run(python.command, args, { env: pythonEnv() })).ok) return undefined;
  rmSync(places.uv, { recursive: true, force: true });
  renameSync(partial, places.uv);
  return uvIn(places);
}

/**
 * @param {Places} places
 * @param {string} uv
 * @param {Python} python
 * @param {StepTools} tools
 */
async function installWithUv(places, uv, python, tools) {
  const env = pythonEnv();
  const made = await tools.run(uv, ["venv", "--clear", "--python", python.command, places.venv], { env });
  if (!made.ok) return made;
  const requirements = ["--requirements", requirementsFile, "--compile-bytecode"];
  return tools.run(uv, ["pip", "install", "--python", places.python, ...requirements], { env });
}

/**
 * @param {Places} places
 * @param {Python} python
 * @param {StepTools} tools
 */
async function installWithPip(places, python, tools) {
  const env = pythonEnv();
  const made = await tools.run(python.command, ["-m", "venv", "--clear", places.venv], { env });
  if (!made.ok) {
    throw new LabError(
      "PIP_MISSING",
      `Python ${python.version} (\`${python.command}\`) can install nothing, as it has neither pip nor venv: ${howToInstall()}`,
      { details: lastLines(made.output, 4) },
    );
  }
  return tools.run(places.python, ["-m", "pip", "install", "--quiet", "-r", requirementsFile], { env });
}
