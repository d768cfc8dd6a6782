import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, identify, isAlive, ownId, signalEach } from "./process-table.mjs";
import { writeWhole } from "./stamp.mjs";

/** @typedef {import("./process-table.mjs").ProcessId} ProcessId */

/**
 * The content of the lock's file: the process that holds the lock, and the program that it runs. With it the next
 * process recognises a lock whose holder was killed, and an `npm ci` that outlived its holder and goes on writing.
 *
 * @typedef {{ holder: ProcessId, program?: ProcessId | undefined }} LockNote
 */

/** Lets one process at a time change the project's folder. */
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
   * Waits until the lock is free, and takes it.
   *
   * @param {string} file
   * @param {(holder: number) => void} [onWait] called once, with the pid of the process that holds the lock
   */
  static async take(file, onWait) {
    const holder = ownId();
    mkdirSync(dirname(file), { recursive: true });
    let hasCalled = false;
    while (!create(file, { holder })) {
      const note = readNote(file);
      if (note ? isAlive(note.holder) : isBeingWritten(file)) {
        if (note && !hasCalled) onWait?.(note.holder.pid);
        hasCalled ||= note !== undefined;
        await sleep(100);
      } else {
        await endProgram(note?.program);
        removeStale(file);
      }
    }
    return new Lock(file, holder);
  }

  /** Writes down the program that the holder runs. @param {number} pid */
  note(pid) {
    this.#program = identify(pid);
    writeWhole(this.#file, JSON.stringify({ holder: this.#holder, program: this.#program }));
  }

  /** Ends the program that the holder runs, with all processes that it started. */
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

/** Whether a file without a note is just being written; an older one was left by a crash. @param {string} file */
function isBeingWritten(file) {
  const created = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return created !== undefined && Date.now() - created < 2_000;
}

/** Removes a stale lock. It is renamed first: of two processes that found it, one succeeds in that. @param {string} file */
function removeStale(file) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const note = readNote(aside);
  // Another process had removed the stale lock already, and this is its own: it is put back.
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
