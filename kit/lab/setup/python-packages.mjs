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
 * @typedef {import("./run.mjs").RunResult} RunResult
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
    const withUv = await installWithUv(places, python, tools);
    // uv is faster. pip works where uv does not, behind some proxies for example.
    if (!withUv?.ok) {
      const withPip = await installWithPip(places, python, tools);
      if (!withPip.ok) throw whyNot(python, withUv ?? withPip, withUv !== undefined);
    }
    // JupyterLab runs a CommonJS program with Node; the project's own package.json would make Node read it as a module.
    writeFileSync(join(places.venv, "package.json"), '{ "type": "commonjs" }\n');
    writeStamp(stampFile(places), stampFor(places));
  },
};

/** The stamp lies in the environment, so that it is deleted together with the packages. @param {Places} places */
const stampFile = (places) => join(places.venv, "swarmlab-stamp");

/**
 * The stamp names the packages, the folder (scripts in an environment contain its path) and the Python of the
 * environment: after an upgrade of the system from Python 3.11 to 3.12 the packages of 3.11 are no longer found.
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
 * @param {Python} python
 * @param {RunResult} failed the first attempt
 * @param {boolean} couldInstall whether there was a uv or a pip to try with
 */
function whyNot(python, failed, couldInstall) {
  if (couldInstall) {
    return new LabError(
      "PYTHON_PACKAGES",
      "JupyterLab could not be installed. If the network was the reason, start again to try once more. The installer said:",
      { details: lastLines(failed.output) },
    );
  }
  return new LabError(
    "PIP_MISSING",
    `Python ${python.version} (\`${python.command}\`) can install nothing, as it has neither pip nor venv: ${howToInstall()}`,
    { details: lastLines(failed.output, 4) },
  );
}

/**
 * @param {Places} places
 * @param {Python} python
 * @param {StepTools} tools
 * @returns {Promise<RunResult | undefined>} undefined when there is neither uv nor a pip to install it with
 */
async function installWithUv(places, python, tools) {
  const found = await findUv(places);
  if (!found) {
    if (!python.pip) return undefined;
    const installed = await installUv(places, python, tools);
    if (!installed.ok) return installed;
  }
  const uv = found ?? uvIn(places);
  // uv uses the machine's own certificates, as pip does: a school's proxy may be known only there.
  const env = { UV_SYSTEM_CERTS: "1", ...pythonEnv() };
  const made = await tools.run(uv, ["venv", "--clear", "--python", python.command, places.venv], { env });
  if (!made.ok) return made;
  const requirements = ["--requirements", requirementsFile, "--compile-bytecode"];
  return tools.run(uv, ["pip", "install", "--python", places.python, ...requirements], { env });
}

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
  const result = await tools.run(python.command, args, { env: pythonEnv() });
  if (result.ok) {
    rmSync(places.uv, { recursive: true, force: true });
    renameSync(partial, places.uv);
  }
  return result;
}

/**
 * @param {Places} places
 * @param {Python} python
 * @param {StepTools} tools
 */
async function installWithPip(places, python, tools) {
  const env = pythonEnv();
  const made = await tools.run(python.command, ["-m", "venv", "--clear", places.venv], { env });
  if (!made.ok) return made;
  return tools.run(places.python, ["-m", "pip", "install", "--quiet", "-r", requirementsFile], { env });
}
