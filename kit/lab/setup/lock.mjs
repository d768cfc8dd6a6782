import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, identify, isAlive, ownId, signalEach } from "./process-table.mjs";
import { writeWhole } from "./stamp.mjs";

/** @typedef {import("./process-table.mjs").ProcessId} ProcessId */

/**
 * What the lock's file says: who holds it, and the program the holder runs. So a lock left by a killed holder is
 * recognised, and so is an `npm ci` that outlived its holder and would go on writing.
 *
 * @typedef {{ holder: ProcessId, program?: ProcessId | undefined }} LockNote
 */

/** Lets one process at a time do something to the project's folder. */
export class Lock {
  #file;
  #holder;
  /** @type {ProcessId | undefined} */
  #program;

  /** @param {string} file @param {ProcessId} holder */
  constructor(file, holder) {
    this.#file = file;
    this.#holder = holder;
  }

  /**
   * Waits until nobody else holds the lock and takes it.
   *
   * @param {string} file
   * @param {(holder: number) => void} [onWait] told once who holds it
   */
  static async take(file, onWait) {
    const holder = ownId();
    mkdirSync(dirname(file), { recursive: true });
    let told = false;
    while (!create(file, { holder })) {
      const note = readNote(file);
      if (note ? isAlive(note.holder) : isBeingWritten(file)) {
        if (note && !told) onWait?.(note.holder.pid);
        told ||= note !== undefined;
        await sleep(100);
      } else {
        await endProgram(note?.program);
        removeStale(file);
      }
    }
    return new Lock(file, holder);
  }

  /** Notes the program that runs on the holder's behalf. @param {number} pid */
  note(pid) {
    this.#program = identify(pid);
    writeWhole(this.#file, JSON.stringify({ holder: this.#holder, program: this.#program }));
  }

  /** Ends the noted program, with all that it started, for a holder that must stop now. */
  endProgram() {
    return endProgram(this.#program);
  }

  release() {
    rmSync(this.#file, { force: true });
  }
}

/** @param {string} file @param {LockNote} note @returns {boolean} whether it was this call that created it */
function create(file, note) {
  try {
    writeFileSync(file, JSON.stringify(note), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file @returns {LockNote | undefined} */
function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** A file without a note is either just being written or the work of a crash long ago. @param {string} file */
function isBeingWritten(file) {
  const created = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return created !== undefined && Date.now() - created < 2_000;
}

/** Takes the file away under another name first: of two that found it stale, one gets it. @param {string} file */
function removeStale(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const note = readNote(aside);
  // Somebody quicker had already removed the stale one, and this is theirs.
  if (note && isAlive(note.holder)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** @param {ProcessId | undefined} program */
async function endProgram(program) {
  if (!program || !isAlive(program)) return;
  const all = [program, ...descendantsOf(program.pid)];
  signalEach(all, "SIGKILL");
  for (let tries = 0; tries < 50 && all.some(isAlive); tries++) await sleep(100);
}
