import { readFileSync } from "node:fs";

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

/** @param {TestCounts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
