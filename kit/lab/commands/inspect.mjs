import { LabError } from "../setup/lab-error.mjs";
import { run } from "../setup/run.mjs";

/**
 * A program of the project that looks at its sources.
 *
 * @typedef {object} Inspection
 * @property {string} title what holds when the program ends with 0
 * @property {readonly string[]} program the JavaScript file and its arguments
 * @property {(output: string) => string} [shown] what to show of the program's output where it does not hold; by default all
 */

/**
 * Runs an inspection and shows, where it does not hold, what the program printed.
 *
 * @param {Inspection} inspection
 * @param {import("../setup/places.mjs").Places} places
 * @param {import("../setup/report.mjs").Report} report
 * @returns {Promise<boolean>} whether it holds
 */
export async function inspect({ title, program, shown }, places, report) {
  try {
    await report.step(title, async () => {
      const ended = await run(places.node, program, { cwd: places.root });
      if (!ended.ok) throw new LabError("CHECK_FAILED", title, { details: ended.output });
    });
    return true;
  } catch (error) {
    if (!LabError.isLabError(error)) throw error;
    console.log(shown ? shown(error.details ?? "") : error.details);
    return false;
  }
}
