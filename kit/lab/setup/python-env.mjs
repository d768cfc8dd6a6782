import { delimiter, join } from "node:path";

/**
 * The environment for every Python that the lab runs. It leaves out settings of the user's shell that would install
 * packages elsewhere or import other packages.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnv(env = process.env) {
  const {
    PYTHONHOME,
    PYTHONPATH,
    PYTHONSTARTUP,
    PYTHONDONTWRITEBYTECODE,
    VIRTUAL_ENV,
    PIP_TARGET,
    PIP_PREFIX,
    ...rest
  } = env;
  return {
    ...rest,
    PYTHONNOUSERSITE: "1",
    PIP_USER: "0",
    PIP_REQUIRE_VIRTUALENV: "0",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
  };
}

/**
 * The environment for Jupyter. All its folders are the lab's own, so that the user's Jupyter and the lab do not affect
 * each other. The project's programs come first on PATH.
 *
 * @param {import("./places.mjs").Places} places
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnv(places, env = process.env) {
  const own = (/** @type {string} */ name) => join(places.jupyter, name);
  return {
    ...pythonEnv(env),
    JUPYTER_PATH: places.jupyter,
    JUPYTER_DATA_DIR: places.jupyter,
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    PATH: [join(places.nodeModules, ".bin"), join(places.venv, "bin"), env.PATH]
      .filter(Boolean)
      .join(delimiter),
  };
}
