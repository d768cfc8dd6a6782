// @ts-check
import { join } from "node:path";
import { run } from "./run.mjs";
import { SetUpLock } from "./set-up-lock.mjs";

/**
 * One thing a command needs before it can run.
 *
 * @typedef {object} Step
 * @property {string} title what is being done, for the person who waits
 * @property {(places: Places) => boolean} isDone answers in milliseconds, from stamps
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
 * Does, in order, the steps that are not done yet.
 *
 * @param {Places} places
 * @param {readonly Step[]} steps
 * @param {Report} report
 */
export async function setUp(places, steps, report) {
  if (steps.every((step) => step.isDone(places))) return;
  const lock = await SetUpLock.take(join(places.lab, "set-up.lock"), (holder) =>
    report.say(`  Another set-up runs (process ${holder}); waiting until it is through.`),
  );
  /** @type {StepTools} */
  const tools = {
    run: (command, args, options) => run(command, args, { ...options, onStart: (pid) => lock.note(pid) }),
    say: report.say,
  };
  try {
    for (const step of steps) {
      if (!step.isDone(places)) await report.step(step.title, () => step.perform(places, tools));
    }
  } finally {
    lock.release();
  }
}
