import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The project this file stands in. */
export const projectRoot = resolve(fileURLToPath(new URL("../../..", import.meta.url)));

/**
 * Where the lab keeps its things. Everything that is installed or generated lies in `.lab/`, apart from
 * `node_modules/` and `dist/`, which their tools place themselves.
 *
 * @typedef {object} Places
 * @property {string} root the project's folder
 * @property {string} lab `.lab/`, safe to delete: the next start makes it again
 * @property {string} nodeModules what npm installs
 * @property {string} node the project's own Node
 * @property {string} uv where uv is installed when it is not on PATH
 * @property {string} venv the Python environment with JupyterLab
 * @property {string} python the Python of that environment
 * @property {string} jupyter Jupyter's kernels, configuration, settings and log, apart from the user's own
 * @property {string} kernelspec the folder that tells Jupyter how to start the kernel
 * @property {string} kernelLauncher the program the kernel is started with
 * @property {string} state what is known of a running lab
 * @property {string} work the learner's notebooks; nothing in here is ever overwritten
 */

/** @param {string} root @returns {Places} */
export function placesOf(root) {
  const lab = join(root, ".lab");
  const venv = join(lab, "venv");
  const jupyter = join(lab, "jupyter");
  return {
    root,
    lab,
    nodeModules: join(root, "node_modules"),
    node: join(root, "node_modules", "node", "bin", "node"),
    uv: join(lab, "uv"),
    venv,
    python: join(venv, "bin", "python"),
    jupyter,
    kernelspec: join(jupyter, "kernels", "swarmlab"),
    kernelLauncher: join(root, "kit", "dist", "kernel", "launch.js"),
    state: join(lab, "state.json"),
    work: join(root, "work"),
  };
}
