import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { LabError } from "./lab-error.mjs";
import { checkLibraries } from "./missing-library.mjs";
import { firstLines, run } from "./run.mjs";
import { hashOf, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

/** @typedef {import("./places.mjs").Places} Places */

/** @type {import("./set-up.mjs").Step} */
export const npmPackages = {
  title: "npm packages and Node 26 into node_modules",
  isDone(places) {
    if (!existsSync(places.node)) return false;
    const wanted = stampFor(places);
    if (readStamp(stampFile(places)) === wanted) return true;
    // The user may have run `npm install` or `npm ci` by hand, which need not be done again.
    if (!matchesLockfile(places)) return false;
    writeStamp(stampFile(places), wanted);
    return true;
  },
  async perform(places, tools) {
    // `npm ci` empties node_modules in no particular order, so the files that say "complete" are removed first.
    removeStamp(stampFile(places));
    rmSync(hiddenLockfile(places), { force: true });
    const env = npmEnv(places);
    // The packages' own install scripts start the project's Node.
    const result = checkLibraries(
      await tools.run("npm", ["ci", "--loglevel=error"], { cwd: places.root, env }),
    );
    if (!result.ok) {
      throw new LabError(
        "NPM_CI",
        "npm could not install the packages. If the network was the reason, start again to try once more. npm said:",
        { details: firstLines(result.output) },
      );
    }
    const node = checkLibraries(await run(places.node, ["--version"], { timeout: 20_000 }));
    if (!node.ok) {
      throw new LabError(
        "NODE_MISSING",
        "npm installed no Node that runs here. If your npm is set to ignore install scripts, run `npm ci --ignore-scripts=false`, then start again.",
        { details: firstLines(node.output) },
      );
    }
    writeStamp(stampFile(places), stampFor(places));
  },
};

/** The stamp lies in node_modules, so that it is deleted together with the packages. @param {Places} places */
const stampFile = (places) => join(places.nodeModules, ".swarmlab-stamp");

/** The list of installed packages. npm writes it last. @param {Places} places */
const hiddenLockfile = (places) => join(places.nodeModules, ".package-lock.json");

/** @param {Places} places */
const lockfile = (places) => join(places.root, "package-lock.json");

/** @param {Places} places */
const stampFor = (places) => hashOf([readFileSync(lockfile(places), "utf8")]);

/**
 * Whether npm last installed the packages that package-lock.json asks for. Packages for other platforms are optional
 * and not installed.
 *
 * @param {Places} places
 */
function matchesLockfile(places) {
  const installed = packagesIn(hiddenLockfile(places));
  const wanted = packagesIn(lockfile(places));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(
    ([path, one]) => path === "" || one.optional || installed[path]?.version === one.version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * The environment for npm. It leaves out the variables that an outer `npm run` sets for its script, and the project's
 * Node, which `npm ci` is about to delete.
 *
 * @param {Places} places
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnv(places, env = process.env) {
  const own = /^npm_(package_|lifecycle_|command$|config_local_prefix$)/;
  const kept = Object.entries(env).filter(([name]) => !own.test(name));
  const path = (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(places.nodeModules + sep));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
