import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseCommandLine } from "../../common/command-line.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { setUp } from "../setup/set-up.mjs";
import { inspect } from "./inspect.mjs";

/** @typedef {import("./inspect.mjs").Inspection} Inspection */

export const line = /** @type {const} */ ({
  name: "lint",
  usage: ["[-- options]"],
  about: `Looks at the whole project without running it: format and lint (biome), spelling (cspell), the imports between
rooms, and that no pattern over students' text repeats a repetition (test/house). Shows what does not hold; the last line counts.`,
  options: {
    fix: { help: "let biome mend what it can" },
  },
  closing: "Exit code: 0 when all of it holds.",
});

/**
 * @param {readonly string[]} args
 * @param {{ places: import("../setup/places.mjs").Places, report: import("../setup/report.mjs").Report }} tools
 * @returns {Promise<number>} the exit code
 */
export async function main(args, { places, report }) {
  const { values } = parseCommandLine(line, args);
  await setUp(places, [npmPackages], report);
  const inModules = (/** @type {string[]} */ ...path) => join(places.nodeModules, ...path);
  /** @type {Inspection[]} */
  const inspections = [
    {
      title: "format and lint (biome)",
      program: [
        inModules("@biomejs", "biome", "bin", "biome"),
        "check",
        ...(values.fix ? ["--write"] : []),
        ".",
      ],
    },
    {
      title: "spelling (cspell)",
      program: [inModules("cspell", "bin.mjs"), "lint", "--no-progress", "--no-summary", "--quiet"],
    },
  ];
  // Another copy of the course may have no tests.
  if (existsSync(join(places.root, HOUSE_TEST)))
    inspections.push({
      title: `the house (${HOUSE_TEST})`,
      program: [inModules("vitest", "vitest.mjs"), "run", "--root", places.root, HOUSE_TEST],
    });
  let held = 0;
  for (const inspection of inspections) if (await inspect(inspection, places, report)) held += 1;
  const wrong = inspections.length - held;
  console.log(
    wrong === 0 ? `All ${held} hold.` : `${held} hold, ${wrong} ${wrong === 1 ? "does" : "do"} not.`,
  );
  return wrong === 0 ? 0 : 1;
}

/** The test that reads the imports of all rooms. */
const HOUSE_TEST = "test/house";
