import { fileURLToPath } from "node:url";
import { build } from "../setup/build.mjs";
import { kernelspec } from "../setup/kernelspec.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { jupyterEnv } from "../setup/python-env.mjs";
import { pythonPackages } from "../setup/python-packages.mjs";
import { lastLines, run } from "../setup/run.mjs";
import { note, right, wrong } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

const answerOnce = fileURLToPath(new URL("answer_once.py", import.meta.url));

/**
 * Starts the kernel once, as JupyterLab does: a kernel that is registered may still not work.
 *
 * @param {Places} places
 * @returns {Promise<Finding>}
 */
export async function kernel(places) {
  for (const step of [npmPackages, build, pythonPackages, kernelspec]) {
    if (!(await step.isDone(places))) return note("kernel: not registered yet", "`npm run lab` registers it");
  }
  const result = await run(places.python, [answerOnce], {
    env: jupyterEnv(places),
    cwd: places.root,
    timeout: 120_000,
  });
  const answer = parse(result.stdout);
  if (result.ok && answer?.answer === "2") {
    return right(`the kernel starts (${answer.seconds.toFixed(1)} s) and answers 1 + 1 with 2`);
  }
  const said = answer
    ? `it answers 1 + 1 with "${answer.answer}"`
    : lastLines(result.output, 3).replaceAll("\n", " ");
  return wrong(
    `the kernel is registered but does not work: ${said}`,
    "delete .lab and node_modules and run `npm run lab`",
  );
}

/** @param {string} text @returns {{ seconds: number, answer: string } | undefined} */
function parse(text) {
  try {
    return JSON.parse(text.trim().split("\n").at(-1) ?? "");
  } catch {
    return undefined;
  }
}
