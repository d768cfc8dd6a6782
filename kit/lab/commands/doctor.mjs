import { parseCommandLine } from "../../common/command-line.mjs";
import { checkSandbox } from "../doctor/check-sandbox.mjs";
import { lineFor } from "../doctor/finding.mjs";
import { built, jupyterLab, packages, python } from "../doctor/installed.mjs";
import { kernel } from "../doctor/kernel.mjs";
import { cores, disk, memory } from "../doctor/machine.mjs";
import { languageModel } from "../doctor/model.mjs";
import { folder, npm, operatingSystem, systemNode } from "../doctor/platform.mjs";
import { port, testBrowser } from "../doctor/surroundings.mjs";
import { pythonPackages } from "../setup/python-packages.mjs";

/**
 * @typedef {import("../setup/places.mjs").Places} Places
 * @typedef {import("../doctor/finding.mjs").Finding} Finding
 */

export const line = /** @type {const} */ ({
  name: "doctor",
  usage: [""],
  about: `Says in plain words what is right (✓), worth knowing (!) and wrong (✗) on this machine, and what to
do about it. It installs nothing.`,
  options: {},
  closing: "Exit code: 0 when a lab can start.",
});

/** @type {readonly ((places: Places) => Finding | Finding[] | Promise<Finding | Finding[]>)[]} */
const questions = [
  operatingSystem,
  folder,
  systemNode,
  npm,
  packages,
  built,
  python,
  jupyterLab,
  kernel,
  (places) => checkSandbox(places),
  () => cores(),
  () => memory(),
  async (places) => disk(places.root, { installed: await pythonPackages.isDone(places) }),
  (places) => port(places),
  (places) => languageModel(places),
  testBrowser,
];

/**
 * @param {readonly string[]} args
 * @param {{ places: Places }} tools
 * @returns {Promise<number>} the exit code
 */
export async function main(args, { places }) {
  parseCommandLine(line, args);
  /** @type {Finding[]} */
  const findings = [];
  for (const question of questions) {
    for (const finding of [await question(places)].flat()) {
      findings.push(finding);
      console.log(lineFor(finding));
    }
  }
  const wrongs = findings.filter((finding) => finding.verdict === "wrong").length;
  console.log(
    wrongs === 0
      ? "\nA lab can start: `npm run lab`."
      : `\nNo lab can start before ${wrongs} of these are put right.`,
  );
  return wrongs === 0 ? 0 : 1;
}
