import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "../setup/build.mjs";
import { LabError } from "../setup/lab-error.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { setUp } from "../setup/set-up.mjs";

/**
 * A command that is a program of the kit: sets up what it needs, then runs it in the project's own Node.
 *
 * @param {string} program the built program, from the project's folder
 */
export function kitCommand(program) {
  return {
    /**
     * @param {readonly string[]} args
     * @param {{ places: import("../setup/places.mjs").Places, report: import("../setup/report.mjs").Report }} tools
     * @returns {Promise<number>} the exit code
     */
    async main(args, { places, report }) {
      await setUp(places, [npmPackages, build], report);
      return runInForeground(places, [join(places.root, program), ...args]);
    },
  };
}

/**
 * A command that is a program of the kit and runs as it was built last: nothing is set up.
 *
 * @param {string} program the built program, from the project's folder
 */
export function kitCommandAsItIs(program) {
  return {
    /**
     * @param {readonly string[]} args
     * @param {{ places: import("../setup/places.mjs").Places, report: import("../setup/report.mjs").Report }} tools
     * @returns {Promise<number>} the exit code
     */
    async main(args, { places, report }) {
      const file = join(places.root, program);
      if (!existsSync(places.node) || !existsSync(file))
        throw new LabError(
          "NOT_BUILT",
          "The project is not set up yet: run `npm run notebooks` once, which installs and builds it.",
        );
      if (!(await build.isDone(places)))
        report.say("labs or kit have changed since they were built last: `npm run notebooks` builds them.");
      return runInForeground(places, [file, ...args]);
    },
  };
}

/**
 * Runs a program in the project's Node, in the same terminal and the same folder, and passes signals on to it.
 *
 * @param {import("../setup/places.mjs").Places} places
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code, or 128 and the signal's number
 */
export function runInForeground(places, args, env = process.env) {
  const path = [join(places.nodeModules, ".bin"), env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(places.node, args, { stdio: "inherit", env: { ...env, PATH: path } });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const passOn = signals.map((signal) => {
    const listener = () => void child.kill(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const stop of passOn) stop();
      resolve(code ?? 128 + signalNumber(signal));
    });
  });
}

/** @param {NodeJS.Signals | null} signal */
function signalNumber(signal) {
  return signal ? (constants.signals[signal] ?? 0) : 0;
}
