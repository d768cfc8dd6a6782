import { spawn } from "node:child_process";

/**
 * How a program ended.
 *
 * @typedef {object} RunResult
 * @property {boolean} ok it ran and ended with exit code 0
 * @property {number | null} code its exit code; null when it could not be started or a signal ended it
 * @property {string} stdout
 * @property {string} output all it printed, both streams as they came
 */

/**
 * Runs a program to its end and collects what it prints. It never throws: a program that fails, hangs or does not exist
 * gives a result that is not `ok`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, onStart?: (pid: number) => void }} [options]
 *   `timeout` in milliseconds
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, timeout, onStart } = {}) {
  return new Promise((resolve) => {
    let stdout = "";
    let output = "";
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    // spawn's own `timeout` is not used: its timer keeps running after a program that could not be started.
    const timer = timeout === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), timeout);
    const end = (/** @type {RunResult} */ result) => {
      clearTimeout(timer);
      resolve(result);
    };
    if (child.pid !== undefined) onStart?.(child.pid);
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", (error) => end({ ok: false, code: null, stdout, output: output + error.message }));
    child.on("close", (code) => end({ ok: code === 0, code, stdout, output }));
  });
}

/**
 * The first lines of what a program printed: npm gives the reason, then advice and usage.
 *
 * @param {string} output
 * @param {number} [lines]
 */
export function firstLines(output, lines = 12) {
  return output.trim().split("\n").slice(0, lines).join("\n");
}

/**
 * The last lines of what a program printed: Python and the compiler give the reason at the end.
 *
 * @param {string} output
 * @param {number} [lines]
 */
export function lastLines(output, lines = 12) {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}
