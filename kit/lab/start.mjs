// The entry of every command. It runs before anything is installed, on the Node that the system has: plain
// JavaScript, no packages, and nothing loaded before that Node is known to be new enough.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const oldestNode = 20;
const nodeVersion = Number(process.versions.node.split(".")[0]);
if (nodeVersion < oldestNode) {
  console.error(
    `Swarm Lab needs Node ${oldestNode} or newer to start, and this is Node ${process.versions.node}: update it.`,
  );
  process.exit(1);
}

const { commandList, commands } = await import("./commands.mjs");
const { LabError } = await import("./setup/lab-error.mjs");
const { placesOf, projectRoot } = await import("./setup/places.mjs");
const { createReport } = await import("./setup/report.mjs");

process.exitCode = await start(process.argv.slice(2));
// What a command started and left, an open socket for one, must not keep it from ending.
process.exit();

/** @param {readonly string[]} argv @returns {Promise<number>} the exit code */
async function start([name, ...args]) {
  const found = name === undefined ? undefined : commands[name];
  if (!found) {
    const isQuestion = name === undefined || name === "--help" || name === "-h";
    if (!isQuestion) console.error(`There is no command "${name}".\n`);
    (isQuestion ? console.log : console.error)(commandList(scriptsOf(placesOf(projectRoot))));
    return isQuestion ? 0 : 1;
  }
  try {
    const command = await found.load();
    if (command.help && args.some((one) => one === "--help" || one === "-h")) {
      process.stdout.write(command.help);
      return 0;
    }
    return await command.main(args, { places: placesOf(projectRoot), report: createReport() });
  } catch (error) {
    return tell(name, error);
  }
}

/** @param {string | undefined} name @param {unknown} error */
function tell(name, error) {
  if (LabError.isLabError(error)) {
    console.error(`\n${error.message}`);
    if (error.details) console.error(`\n${error.details.replace(/^/gm, "    ")}`);
  } else if (/** @type {NodeJS.ErrnoException} */ (error)?.code?.startsWith("ERR_PARSE_ARGS")) {
    console.error(`${/** @type {Error} */ (error).message}\nnpm run ${name} -- --help lists the options.`);
  } else {
    console.error(error);
  }
  return 1;
}

/** @param {import("./setup/places.mjs").Places} places @returns {string[]} the names of the project's npm scripts */
function scriptsOf(places) {
  return Object.keys(JSON.parse(readFileSync(join(places.root, "package.json"), "utf8")).scripts);
}
