/**
 * A whole run starts real threads, processes and browsers side by side on what may be two busy cores. A file that fails
 * in it is run once more, alone. What fails again is failed; what holds then is counted as passed and is named, since a
 * test that depends on what runs beside it has a defect of its own.
 *
 * @typedef {import("./test-counts.mjs").VitestResults} VitestResults
 */

/** With more files failed than this, something is broken, and a second try would only take time. */
const mostFiles = 8;

/** @param {VitestResults | undefined} results @returns {string[]} the files to run once more; none when that would not help */
export function filesToTryAgain(results) {
  const failed = (results?.testResults ?? [])
    .filter((file) => file.status === "failed")
    .map((file) => file.name);
  return failed.length <= mostFiles ? failed : [];
}

/**
 * @param {VitestResults} first
 * @param {VitestResults} second
 * @returns {VitestResults} each file as its last run saw it
 */
export function lastResults(first, second) {
  const again = new Map(second.testResults.map((file) => [file.name, file]));
  return { testResults: first.testResults.map((file) => again.get(file.name) ?? file) };
}

/**
 * @param {VitestResults} first
 * @param {VitestResults} second
 * @returns {string[]} each test (or file that could not be loaded) that failed beside others and held alone
 */
export function unsteadyTests(first, second) {
  const still = new Set(second.testResults.flatMap(failuresOf));
  const tried = new Set(second.testResults.map((file) => file.name));
  return first.testResults
    .filter((file) => tried.has(file.name))
    .flatMap(failuresOf)
    .filter((failure) => !still.has(failure));
}

/** @param {VitestResults["testResults"][number]} file */
function failuresOf(file) {
  const failed = file.assertionResults.filter((test) => test.status === "failed");
  if (failed.length > 0) return failed.map((test) => `${file.name} > ${test.fullName}`);
  return file.status === "failed" ? [file.name] : [];
}
