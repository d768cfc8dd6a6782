import { readFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * The parts of vitest's JSON report that this module reads.
 *
 * @typedef {object} VitestResults
 * @property {readonly VitestFile[]} testResults one a file
 *
 * @typedef {object} VitestFile
 * @property {string} name its path
 * @property {string} status
 * @property {readonly { fullName: string, status: string }[]} assertionResults one a test
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} TestCounts
 */

/** @param {string} file @returns {VitestResults | undefined} undefined when vitest ended before it wrote any */
export function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Counts the tests. A file that could not be loaded counts as one failed, and so does an error outside of every test,
 * which shows only in vitest's exit code.
 *
 * @param {VitestResults | undefined} results
 * @param {{ exitCode: number, failedChecks: number }} around vitest's exit code; how many of the checks beside the
 *   tests did not hold
 * @returns {TestCounts}
 */
export function countTests(results, { exitCode, failedChecks }) {
  const files = results?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const withStatus = (/** @type {string} */ status) => tests.filter((test) => test.status === status).length;
  const passed = withStatus("passed");
  const failedTests = withStatus("failed");
  const failedFiles = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const seen = failedTests + failedFiles;
  const unseen = exitCode !== 0 && seen === 0 ? 1 : 0;
  return { passed, failed: seen + unseen + failedChecks, skipped: tests.length - passed - failedTests };
}

/**
 * Names what failed: the checks beside the tests, the files that could not be loaded, and the tests.
 *
 * @param {VitestResults | undefined} results
 * @param {{ root: string, exitCode: number, failedChecks: readonly string[] }} around the project's folder; vitest's exit
 *   code; the names of the checks beside the tests that did not hold
 * @returns {string[]}
 */
export function namesOfFailed(results, { root, exitCode, failedChecks }) {
  const ofFiles = (results?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length > 0) return failed.map(({ fullName }) => `${file} (${fullName.trim()})`);
    return status === "failed" ? [`${file} (it does not load)`] : [];
  });
  const unseen = exitCode !== 0 && ofFiles.length === 0 ? ["an error outside of every test"] : [];
  return [...failedChecks, ...ofFiles, ...unseen];
}

/** The last line names so many at most. */
const MOST_NAMES = 4;

/** @param {TestCounts} counts @param {readonly string[]} [names] the names of what failed */
export function closingLine({ passed, failed, skipped }, names = []) {
  const counted = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  if (names.length === 0) return counted;
  const others = names.length > MOST_NAMES ? [`and ${names.length - MOST_NAMES} more`] : [];
  return `${counted}: ${[...names.slice(0, MOST_NAMES), ...others].join(", ")}`;
}
