import { build } from "../setup/build.mjs";
import { findPython } from "../setup/find-python.mjs";
import { LabError } from "../setup/lab-error.mjs";
import {
  lacksLibrary,
  libraryAdvice,
  libraryProblem,
  missingLibrary,
  oftenMissing,
} from "../setup/missing-library.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { pythonEnv } from "../setup/python-env.mjs";
import { findUv, pythonPackages } from "../setup/python-packages.mjs";
import { run } from "../setup/run.mjs";
import { note, right, wrong } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

/** @param {Places} places @returns {Promise<Finding>} */
export async function packages(places) {
  if (!(await npmPackages.isDone(places))) return packagesToCome();
  const answer = await run(places.node, ["--version"], { timeout: 20_000 });
  if (answer.ok) return right(`Node ${answer.stdout.trim().slice(1)} of the project runs the notebooks`);
  const library = missingLibrary(answer.output);
  if (library !== undefined) return wrong(libraryProblem(library), libraryAdvice(library));
  return wrong("the project's Node does not run here", "delete node_modules and run `npm run lab`");
}

/**
 * npm cannot install the packages without the library either, as their install scripts start the project's Node.
 *
 * @param {{ platform?: NodeJS.Platform, lacks?: (library: string) => boolean }} [machine]
 * @returns {Finding}
 */
export function packagesToCome({ platform = process.platform, lacks = lacksLibrary } = {}) {
  if (platform === "linux" && lacks(oftenMissing))
    return wrong(libraryProblem(oftenMissing), libraryAdvice(oftenMissing));
  return note("npm packages and Node 26: not installed yet", "`npm run lab` installs them");
}

/** @param {Places} places @returns {Promise<Finding>} */
export async function built(places) {
  return (await build.isDone(places))
    ? right("labs and kit are built")
    : note("labs and kit are not built, or have changed since", "`npm run lab` builds them");
}

/** @param {Places} places @returns {Promise<Finding[]>} */
export async function python(places) {
  const uv = await findUv(places);
  try {
    const found = await findPython();
    const text = `Python ${found.version} (${found.command})`;
    if (uv) return [right(`${text}, and uv to install with`)];
    if (found.pip) return [right(`${text} with pip`)];
    const venv = await run(found.command, ["-c", "import ensurepip, venv"], {
      env: pythonEnv(),
      timeout: 20_000,
    });
    return venv.ok
      ? [right(`${text} with venv`)]
      : [wrong(`${text} has neither pip nor venv`, "on Debian or Ubuntu: `sudo apt install python3-venv`")];
  } catch (error) {
    if (!LabError.isLabError(error)) throw error;
    const [problem = "", advice = ""] = error.message.split(/: (?=install)/);
    return [wrong(problem, advice)];
  }
}

/** @param {Places} places @returns {Promise<Finding>} */
export async function jupyterLab(places) {
  if (!(await pythonPackages.isDone(places)))
    return note("JupyterLab: not installed yet", "`npm run lab` installs it");
  const answer = await run(places.python, ["-m", "jupyterlab", "--version"], {
    env: pythonEnv(),
    timeout: 60_000,
  });
  return answer.ok
    ? right(`JupyterLab ${answer.stdout.trim()}`)
    : wrong("JupyterLab is installed but does not run", "delete .lab and run `npm run lab`");
}
