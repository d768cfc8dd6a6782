import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "../setup/lab-error.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { setUp } from "../setup/set-up.mjs";
import { withShortFormatFaults } from "./format-faults.mjs";
import { inspect } from "./inspect.mjs";
import { runInForeground } from "./kit-command.mjs";
import { labSteps } from "./lab.mjs";
import { closingLine, countTests, namesOfFailed, readResults } from "./test-counts.mjs";

/**
 * @typedef {import("../setup/places.mjs").Places} Places
 * @typedef {import("../setup/report.mjs").Report} Report
 */

export const line = /** @type {const} */ ({
  name: "test",
  usage: ["[-- files, or options of vitest]"],
  about: `Sets up what is missing, then checks the types, the formatting and runs the tests. The last line
counts them: "N passed, N failed", and names what failed; types and formatting that do not hold count as one each.

  npm test                        everything but the long tests
  npm test -- test/labs/swarm     the tests of one folder
  npm test -- -t "keeps order"    the tests with these words in their names`,
  options: {
    full: { help: "the long tests too (*.full.test.ts): soaks and many repetitions" },
  },
});

/**
 * @param {readonly string[]} args
 * @param {{ places: Places, report: Report }} tools
 * @returns {Promise<number>} the exit code
 */
export async function main(args, { places, report }) {
  try {
    await setUp(places, [npmPackages], report);
    await setUp(places, labSteps, report);
  } catch (error) {
    // All types are checked below; the build stops at the first package with a mistake.
    if (!LabError.isLabError(error) || error.code !== "BUILD_FAILED") {
      console.log("0 passed, 1 failed");
      throw error;
    }
  }
  const tsc = join(places.nodeModules, "typescript", "bin", "tsc");
  const biome = join(places.nodeModules, "@biomejs", "biome", "bin", "biome");
  const checked = [
    {
      name: "types",
      holds: await inspect({ title: "types hold (tsc -b)", program: [tsc, "-b"] }, places, report),
    },
    {
      name: "formatting and lint",
      holds: await inspect(
        {
          title: "formatting and lint hold (biome check)",
          // Warnings let it hold, and in a course of its own they are not its author's.
          program: [biome, "check", "--diagnostic-level=error", "."],
          shown: withShortFormatFaults,
        },
        places,
        report,
      ),
    },
  ];
  const failedChecks = checked.filter(({ holds }) => !holds).map(({ name }) => name);
  const { exitCode, results } = await runVitest(args, places);
  const counts = countTests(results, { exitCode, failedChecks: failedChecks.length });
  console.log(closingLine(counts, namesOfFailed(results, { root: places.root, exitCode, failedChecks })));
  return counts.failed === 0 ? 0 : 1;
}

/** @param {readonly string[]} args @param {Places} places */
async function runVitest(args, places) {
  const results = join(places.lab, "cache", `test-results-${process.pid}.json`);
  mkdirSync(join(places.lab, "cache"), { recursive: true });
  const full = args.includes("--full");
  const vitest = join(places.nodeModules, "vitest", "vitest.mjs");
  const options = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  if (!full) options.push("--exclude=**/*.full.test.ts");
  const rest = args.filter((one) => one !== "--full");
  const env = full ? { ...process.env, SWARMLAB_FULL: "1" } : process.env;
  try {
    const exitCode = await runInForeground(
      places,
      [vitest, "run", "--root", places.root, ...options, ...rest],
      env,
    );
    return { exitCode, results: readResults(results) };
  } finally {
    rmSync(results, { force: true });
  }
}
