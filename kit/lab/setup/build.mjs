import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { LabError } from "./lab-error.mjs";
import { checkLibraries } from "./missing-library.mjs";
import { firstLines, lastLines } from "./run.mjs";
import { hashOf, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

/** @typedef {import("./places.mjs").Places} Places */

/** The packages that notebooks import. They run from their `dist` folders. */
const packages = ["labs", "kit"];

/** @type {import("./set-up.mjs").Step} */
export const build = {
  title: "TypeScript to JavaScript in labs/dist and kit/dist",
  isDone: (places) =>
    packages.every((name) => existsSync(buildInfo(places, name))) &&
    readStamp(stampFile(places)) === stampFor(places),
  async perform(places, tools) {
    const stamp = stampFor(places);
    // Without a stamp the last build was killed or failed, and the compiler's notes may name files that do not exist.
    if (readStamp(stampFile(places)) === undefined) {
      for (const name of packages) rmSync(buildInfo(places, name), { force: true });
    }
    removeStamp(stampFile(places));
    const tsc = join(places.nodeModules, "typescript", "bin", "tsc");
    const compiler = await tools.run(places.node, [tsc, "-b", ...packages], { cwd: places.root });
    const result = checkLibraries(compiler);
    if (!result.ok) {
      throw new LabError("BUILD_FAILED", "The project's TypeScript does not compile. The compiler said:", {
        details: lastLines(result.output, 40),
      });
    }
    await bundleWorkers(places, tools);
    writeStamp(stampFile(places), stamp);
  },
};

/**
 * Workers start sooner from a bundle, and run without one as well. So a bundler that does not run here is no reason to stop.
 *
 * @param {Places} places
 * @param {import("./set-up.mjs").StepTools} tools
 */
async function bundleWorkers(places, tools) {
  const bundler = await tools.run(places.node, [join(import.meta.dirname, "bundle-workers.mjs")], {
    cwd: places.root,
  });
  if (bundler.ok) return;
  tools.say("  The workers of swarms could not be bundled; they will start later than they could:");
  tools.say(firstLines(bundler.output, 3).replace(/^/gm, "    "));
}

/** @param {Places} places */
const stampFile = (places) => join(places.lab, "build-stamp");

/** @param {Places} places @param {string} name */
const buildInfo = (places, name) => join(places.root, name, "dist", ".tsbuildinfo");

/**
 * The stamp is made from the names, sizes and times of all sources, which is faster than reading them. Names begin at the
 * project's folder, so that a project that has moved with its `dist` folders stays built; so does a copy, which keeps times
 * to the millisecond.
 *
 * @param {Places} places
 */
function stampFor(places) {
  const files = ["tsconfig.base.json", "package-lock.json"].map((name) => join(places.root, name));
  for (const name of packages) files.push(...sourcesIn(join(places.root, name)));
  return hashOf(files.map((file) => `${relative(places.root, file)} ${describe(file)}`));
}

/** @param {string} file */
function describe(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtime.getTime()}` : "none";
}

/** @param {string} folder @returns {string[]} */
function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "dist" || entry.name === "node_modules" ? [] : sourcesIn(path);
    return /\.(?:ts|mjs)$|^tsconfig\.json$|^package\.json$/.test(entry.name) ? [path] : [];
  });
}
