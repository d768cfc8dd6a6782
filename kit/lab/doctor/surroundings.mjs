import { freePort } from "../server/free-port.mjs";
import { findRunningLab } from "../server/running-lab.mjs";
import { LabError } from "../setup/lab-error.mjs";
import { run } from "../setup/run.mjs";
import { note, right, wrong } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

/** @param {Places} places @param {number} [wanted] @returns {Promise<Finding>} */
export async function port(places, wanted = 8888) {
  const running = await findRunningLab(places);
  if (running) return right(`a lab is running at ${running.address}`);
  try {
    const free = await freePort(wanted);
    return free === wanted
      ? right(`port ${wanted} is free`)
      : note(
          `port ${wanted} is busy: the lab takes the next free one, ${free}`,
          "name another with `npm run lab -- --port`",
        );
  } catch (error) {
    if (!LabError.isLabError(error)) throw error;
    return wrong(error.message, "end what listens there");
  }
}

/** The browser that the project's own tests drive. It says nothing about a learner's browser. @returns {Promise<Finding>} */
export async function testBrowser() {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    if ((await run(name, ["--version"], { timeout: 30_000 })).ok)
      return right(`${name}, for the tests in a browser`);
  }
  return note("no Chromium on PATH: `npm test` leaves out the tests in a browser; learners need none");
}
