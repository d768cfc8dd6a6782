import { readFileSync, rmSync } from "node:fs";
import { isAlive } from "../setup/process-table.mjs";
import { writeWhole } from "../setup/stamp.mjs";

/**
 * A running lab, as it is written down for the next start.
 *
 * @typedef {object} RunningLab
 * @property {ProcessId} lab the process that started JupyterLab and ends it
 * @property {ProcessId} server JupyterLab itself
 * @property {string} address where it answers, `http://127.0.0.1:8888`
 * @property {string} token
 * @property {string} url what to open: the address, a notebook and the token
 *
 * @typedef {import("../setup/process-table.mjs").ProcessId} ProcessId
 * @typedef {import("../setup/places.mjs").Places} Places
 */

/** Writes a file that only its owner may read, since it holds the token. @param {Places} places @param {RunningLab} running */
export function noteRunningLab(places, running) {
  writeWhole(places.state, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Removes the note of a lab that has ended. Another lab may have started meanwhile: its note stays.
 *
 * @param {Places} places
 * @param {ProcessId} server its JupyterLab
 */
export function forgetRunningLab(places, server) {
  const noted = readNote(places)?.server;
  if (noted?.pid === server.pid && noted.started === server.started) rmSync(places.state, { force: true });
}

/**
 * The lab that runs for this project.
 *
 * @param {Places} places
 * @returns {Promise<RunningLab | undefined>}
 */
export async function findRunningLab(places) {
  const noted = readNote(places);
  if (!noted || !isAlive(noted.lab) || !isAlive(noted.server)) return undefined;
  return (await answers(noted.address, noted.token)) ? noted : undefined;
}

/**
 * A JupyterLab whose lab has ended: it is about to end by itself, or it hangs.
 *
 * @param {Places} places
 * @returns {ProcessId | undefined}
 */
export function orphanedServer(places) {
  const noted = readNote(places);
  return noted && !isAlive(noted.lab) && isAlive(noted.server) ? noted.server : undefined;
}

/** Whether a JupyterLab with this token answers at the address. @param {string} address @param {string} token */
export async function answers(address, token) {
  try {
    const headers = { authorization: `token ${token}` };
    const reply = await fetch(`${address}/api/status`, { headers, signal: AbortSignal.timeout(5_000) });
    await reply.body?.cancel();
    return reply.ok;
  } catch {
    return false;
  }
}

/** @param {Places} places @returns {RunningLab | undefined} */
function readNote(places) {
  try {
    return JSON.parse(readFileSync(places.state, "utf8"));
  } catch {
    return undefined;
  }
}
