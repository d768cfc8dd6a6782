import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseCommandLine } from "../../common/command-line.mjs";
import { openBrowser } from "../../common/open-browser.mjs";
import { freePort } from "../server/free-port.mjs";
import { JupyterServer } from "../server/jupyter-server.mjs";
import { findRunningLab, forgetRunningLab, noteRunningLab, orphanedServer } from "../server/running-lab.mjs";
import { build } from "../setup/build.mjs";
import { kernelspec } from "../setup/kernelspec.mjs";
import { LabError } from "../setup/lab-error.mjs";
import { copyLessons, firstLesson } from "../setup/lessons.mjs";
import { Lock } from "../setup/lock.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { descendantsOf, isAlive, ownId, signalEach } from "../setup/process-table.mjs";
import { pythonPackages } from "../setup/python-packages.mjs";
import { setUp } from "../setup/set-up.mjs";

/**
 * @typedef {import("../setup/places.mjs").Places} Places
 * @typedef {import("../setup/report.mjs").Report} Report
 */

export const line = /** @type {const} */ ({
  name: "lab",
  usage: ["[-- options]"],
  about: `Sets up what is missing, gives you the lessons in work/ and opens JupyterLab there.
Ctrl-C ends it with all its kernels. Nothing in work/ is ever overwritten.`,
  options: {
    "no-browser": { help: "only print the address" },
    port: { value: "PORT", help: "the port to use, or the next free one", default: "8888" },
    token: { value: "TOKEN", help: "the secret in the address (default: a new random one each start)" },
    ip: {
      value: "ADDRESS",
      help: `the address to listen on; 127.0.0.1 is this machine only
Others, such as 0.0.0.0 in a container, let other machines ask too;
they need the token in the printed address.`,
      default: "127.0.0.1",
    },
    author: { help: "open the whole project; lesson sources (.ts) open as notebooks" },
    "set-up-only": { help: "install everything and end" },
  },
});

/** The steps before JupyterLab can start. */
export const labSteps = [npmPackages, build, pythonPackages, kernelspec];

/**
 * @param {readonly string[]} args
 * @param {{ places: Places, report: Report }} tools
 * @returns {Promise<number>} the exit code
 */
export async function main(args, { places, report }) {
  const options = readOptions(args);
  refuseWindows();
  const started = Date.now();
  if (options["set-up-only"]) {
    await setUp(places, labSteps, report);
    report.say(`Everything is set up (${secondsSince(started)} s).`);
    return 0;
  }

  const stopped = stopSignal();
  const turn = await Lock.take(join(places.lab, "start.lock"), (holder) =>
    report.say(`  Another start is under way (process ${holder}); waiting for it.`),
  );
  /** @type {JupyterServer} */
  let server;
  try {
    const running = await findRunningLab(places);
    if (running) {
      console.log(`A lab is already running for this project:\n\n  ${running.url}\n`);
      if (!options["no-browser"]) openBrowser(running.url);
      return 0;
    }
    await endOrphan(places);
    await setUp(places, labSteps, report);
    await copyLessons(places, report.say);
    server = await startServer(places, options);
    const address = await report.step("JupyterLab starts", () => Promise.race([server.ready(), stopped]));
    if (address !== "stopped") {
      const url = noteRunning(places, server, address, options);
      console.log(`Swarm Lab is ready (${secondsSince(started)} s):\n\n  ${url}\n`);
      console.log(`Ctrl-C ends it. JupyterLab's messages go to ${server.logFile}`);
      if (!options["no-browser"]) openBrowser(url);
    }
  } finally {
    turn.release();
  }
  return waitForEnd(places, server, stopped, report);
}

/** @param {Places} places @param {Options} options */
async function startServer(places, { port: wanted, ip, token, author }) {
  const port = await freePort(wanted, ip);
  if (port !== wanted) console.log(`Port ${wanted} is busy, so the lab takes ${port}.`);
  return new JupyterServer(places, { folder: author ? places.root : places.work, author, ip, port, token });
}

/**
 * @param {Places} places
 * @param {JupyterServer} server
 * @param {string} address
 * @param {Options} options
 * @returns {string} what to open in a browser
 */
function noteRunning(places, server, address, { token, author }) {
  const lesson = author ? undefined : firstLesson(places);
  const url = `${address}/lab${lesson ? `/tree/${lesson}` : ""}?token=${encodeURIComponent(token)}`;
  noteRunningLab(places, { lab: ownId(), server: server.id, address, token, url });
  return url;
}

/**
 * @param {Places} places
 * @param {JupyterServer} server
 * @param {Promise<"stopped">} stopped
 * @param {Report} report
 */
async function waitForEnd(places, server, stopped, report) {
  const end = await Promise.race([server.ended, stopped]);
  if (end === "stopped") report.say("\nEnding JupyterLab and its kernels…");
  await server.stop();
  forgetRunningLab(places, server.id);
  if (end !== "stopped" && end !== 0) {
    throw new LabError("JUPYTER_ENDED", `JupyterLab ended by itself; the reason is in ${server.logFile}`);
  }
  report.say("The lab has ended.");
  return 0;
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/** @param {readonly string[]} args */
function readOptions(args) {
  const { values } = parseCommandLine(line, args);
  const { token = randomBytes(24).toString("hex") } = values;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
    throw new LabError("BAD_OPTION", `--port takes a number from 1 to 65535, not "${values.port}".`);
  }
  if (token === "") {
    throw new LabError(
      "BAD_OPTION",
      "--token must not be empty: without one, every web page could run code here.",
    );
  }
  return { ...values, port, token };
}

function refuseWindows() {
  if (process.platform !== "win32") return;
  throw new LabError(
    "WINDOWS",
    "The lab runs on Linux and macOS. On Windows, run it inside WSL2, or open the project in its devcontainer.",
  );
}

/** Resolves when the user, a closing terminal or the system asks the lab to end. */
function stopSignal() {
  return new Promise((/** @type {(value: "stopped") => void} */ resolve) => {
    // `on`, not `once`: a signal may come twice, from the terminal and from npm, which passes it on.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve("stopped"));
  });
}

/** Ends the JupyterLab of a lab that was killed; it is about to end by itself. @param {Places} places */
async function endOrphan(places) {
  const server = orphanedServer(places);
  if (!server) return;
  for (let tries = 0; tries < 50 && isAlive(server); tries++) await sleep(100);
  signalEach([server, ...descendantsOf(server.pid)], "SIGKILL");
}

/** @param {number} started */
function secondsSince(started) {
  return ((Date.now() - started) / 1000).toFixed(1);
}
