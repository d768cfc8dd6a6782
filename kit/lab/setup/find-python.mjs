import { LabError } from "./lab-error.mjs";
import { run } from "./run.mjs";

/** The oldest Python that JupyterLab 4.6 runs on. */
export const oldestPython = [3, 10];

/** @typedef {{ command: string, version: string, pip: boolean }} Python */

const newestFirst = [15, 14, 13, 12, 11, 10].map((minor) => `python3.${minor}`);
const commands = ["python3", "python", ...newestFirst];

/** The program that each candidate runs. A command on PATH may not work: a version manager's shim may point nowhere. */
const question = [
  "import sys, importlib.util",
  "print('.'.join(map(str, sys.version_info[:3])), importlib.util.find_spec('pip') is not None)",
].join("\n");

/**
 * Finds the Python to install JupyterLab with: the first on PATH that runs, is new enough and has pip; else the first
 * without pip.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Python>}
 * @throws {LabError} PYTHON_MISSING or PYTHON_TOO_OLD, with what to install
 */
export async function findPython(env = process.env) {
  /** @type {Python[]} */
  const found = [];
  for (const command of commands) {
    const python = await ask(command, env);
    if (!python) continue;
    if (python.pip && isNewEnough(python.version)) return python;
    found.push(python);
  }
  const withoutPip = found.find((python) => isNewEnough(python.version));
  if (withoutPip) return withoutPip;
  const old = found[0];
  if (old) {
    throw new LabError(
      "PYTHON_TOO_OLD",
      `JupyterLab needs Python ${oldestPython.join(".")} or newer, and \`${old.command}\` is Python ${old.version}: ${howToInstall()}`,
    );
  }
  throw new LabError(
    "PYTHON_MISSING",
    `JupyterLab needs Python ${oldestPython.join(".")} or newer, and no Python was found on PATH: ${howToInstall()}`,
  );
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [needMajor = 0, needMinor = 0] = oldestPython;
  return major > needMajor || (major === needMajor && minor >= needMinor);
}

/** @param {string} command @param {NodeJS.ProcessEnv} env @returns {Promise<Python | undefined>} */
async function ask(command, env) {
  const answer = await run(command, ["-c", question], { env, timeout: 20_000 });
  const [version, pip] = answer.stdout.trim().split(" ");
  return answer.ok && version ? { command, version, pip: pip === "True" } : undefined;
}

export function howToInstall() {
  if (process.platform === "darwin") return "install it with `brew install python`, then start again.";
  return "install it, on Debian or Ubuntu with `sudo apt install python3 python3-venv`, then start again.";
}
