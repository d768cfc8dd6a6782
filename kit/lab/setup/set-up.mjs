import { join } from "node:path";
import { Lock } from "./lock.mjs";
import { run } from "./run.mjs";

/**
 * One thing that a command needs before it can run.
 *
 * @typedef {object} Step
 * @property {string} title what is being done, for the person who waits
 * @property {(places: Places) => boolean | Promise<boolean>} isDone answers in milliseconds, from stamps
 * @property {(places: Places, tools: StepTools) => Promise<void>} perform may be killed at any moment: the next
 *   start finds it not done and does it again
 *
 * @typedef {object} StepTools
 * @property {typeof run} run runs a program that must not outlive the set-up
 * @property {(line: string) => void} say
 *
 * @typedef {import("./places.mjs").Places} Places
 * @typedef {import("./report.mjs").Report} Report
 */

/**
 * Performs, in order, the steps that are not done yet.
 *
 * @param {Places} places
 * @param {readonly Step[]} steps
 * @param {Report} report
 */
export async function setUp(places, steps, report) {
  if (await areDone(places, steps)) return;
  const lock = await Lock.take(join(places.lab, "set-up.lock"), (holder) =>
    report.say(`  Another set-up runs (process ${holder}); waiting until it is through.`),
  );
  const interruption = endOnSignal(lock);
  /** @type {StepTools} */
  const tools = {
    run: (command, args, options) => run(command, args, { ...options, onStart: (pid) => lock.note(pid) }),
    say: report.say,
  };
  try {
    for (const step of steps) {
      if (await step.isDone(places)) continue;
      await report.step(step.title, () => interruption.waitsFor(step.perform(places, tools)));
    }
  } finally {
    interruption.forget();
    lock.release();
  }
}

/** @param {Places} places @param {readonly Step[]} steps */
async function areDone(places, steps) {
  for (const step of steps) if (!(await step.isDone(places))) return false;
  return true;
}

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * On Ctrl-C ends the program that is running, also where the signal reached this process alone.
 *
 * @param {Lock} lock
 */
function endOnSignal(lock) {
  let isEnding = false;
  const listeners = Object.entries(EXIT_CODES).map(([signal, code]) => {
    const listener = async () => {
      isEnding = true;
      await lock.endProgram();
      lock.release();
      process.exit(code);
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  return {
    /** Waits for a step. A step that fails because its program was ended is not reported. @param {Promise<void>} step @returns {Promise<void>} */
    waitsFor: (step) => step.catch((error) => (isEnding ? new Promise(() => {}) : Promise.reject(error))),
    forget() {
      for (const { signal, listener } of listeners) process.off(signal, listener);
    },
  };
}
