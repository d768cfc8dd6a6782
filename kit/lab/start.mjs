// The entry of every command. It runs before anything is installed, on the Node that the system has: plain
// JavaScript without packages. It loads nothing before it knows that this Node is new enough.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const OLDEST_NODE = 20;
const nodeVersion = Number(process.versions.node.split(".")[0]);
if (nodeVersion < OLDEST_NODE) {
  console.error(
    `Swarm Lab needs Node ${OLDEST_NODE} or newer to start, and this is Node ${process.versions.node}: update it.`,
  );
  process.exit(1);
}

const { commandList, commands } = await import("./commands.mjs");
const { helpText, nearest, questionIn, UsageError } = await import("../common/command-line.mjs");
const { LabError } = await import("./setup/lab-error.mjs");
const { placesOf, projectRoot } = await import("./setup/places.mjs");
const { createReport } = await import("./setup/report.mjs");

/** Exit code of a command that could not be started. */
const FAILED = 1;

process.exitCode = await start(process.argv.slice(2));
// A socket or a child that a command left open must not keep this process running.
process.exit();

/** @param {readonly string[]} argv @returns {Promise<number>} the exit code */
async function start([name, ...args]) {
  if (name === undefined || questionIn([name]) !== undefined) {
    console.log(name === "--version" ? versionText() : listOfCommands());
    return 0;
  }
  const found = commands[name];
  if (!found) {
    const near = nearest(name, Object.keys(commands));
    const question = near === undefined ? "" : ` Did you mean npm run ${near}?`;
    console.error(`There is no command "${name}".${question}\n\n${listOfCommands()}`);
    return FAILED;
  }
  try {
    const command = await found.load();
    if (command.line && questionIn(args) !== undefined) {
      process.stdout.write(questionIn(args) === "help" ? helpText(command.line) : `${versionText()}\n`);
      return 0;
    }
    return await command.main(args, { places: placesOf(projectRoot), report: createReport() });
  } catch (error) {
    showError(error);
    return FAILED;
  }
}

/** @param {unknown} error */
function showError(error) {
  if (LabError.isLabError(error)) {
    console.error(`\n${error.message}`);
    if (error.details) console.error(`\n${error.details.replace(/^/gm, "    ")}`);
  } else if (UsageError.isUsageError(error)) {
    console.error(error.message);
  } else {
    console.error(error);
  }
}

function versionText() {
  return `Swarm Lab ${projectPackage().version}`;
}

function listOfCommands() {
  return commandList(Object.keys(projectPackage().scripts));
}

/** @returns {{ version: string, scripts: Record<string, string> }} */
function projectPackage() {
  return JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
}
