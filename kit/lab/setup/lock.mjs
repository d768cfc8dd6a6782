import { randomUUID } from "node:crypto";
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, identify, isAlive, ownId, signalEach } from "./process-table.mjs";
import { hashOf, writeWhole } from "./stamp.mjs";

/** @typedef {import("./process-table.mjs").ProcessId} ProcessId */

/**
 * The content of the lock's file: the process that holds the lock, and the program that it runs. With it the next
 * process recognises a lock whose holder was killed, and an `npm ci` that outlived its holder and goes on writing.
 *
 * @typedef {{ holder: ProcessId, program?: ProcessId | undefined }} LockNote
 */

/**
 * What a look at the file has found: the name of its holder, which no later one has, and the note. There is no note in a
 * file that is just being written, or was left by a crash.
 *
 * @typedef {{ id: string, isHeld: boolean, note?: LockNote | undefined }} Seen
 */

/** How old a file without a note is when its writer has ended: a note is written in a moment. */
const WRITING_LIMIT_MS = 2_000;

/**
 * Lets one process at a time change the project's folder. Its file appears whole. While its holder lives, the holder alone
 * changes or removes it; once it has ended, the one process does that has claimed this very holder's lock. So a process
 * whose look is old takes away no lock that another one has got meanwhile.
 */
export class Lock {
  #file;
  #holder;
  #isReleased = false;
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
      const seen = look(file);
      if (seen === undefined) continue;
      if (!seen.isHeld && (await takeOver(file, seen, { holder }))) break;
      if (seen.isHeld && seen.note && !hasCalled) {
        hasCalled = true;
        onWait?.(seen.note.holder.pid);
      }
      await sleep(100);
    }
    return new Lock(file, holder);
  }

  /** Writes down the program that the holder runs. @param {number} pid */
  note(pid) {
    this.#program = identify(pid);
    if (this.#isReleased) return;
    writeWhole(this.#file, JSON.stringify({ holder: this.#holder, program: this.#program }));
  }

  /** Ends the program that the holder runs, with all processes that it started. */
  endProgram() {
    return endProgram(this.#program);
  }

  /** A second call does nothing: the file may be another process's by then. */
  release() {
    if (this.#isReleased) return;
    this.#isReleased = true;
    rmSync(this.#file, { force: true });
  }
}

/**
 * Makes the file, with its note, in one step.
 *
 * @param {string} file
 * @param {LockNote} note
 * @returns {boolean} whether it was this call that made it
 */
function create(file, note) {
  const text = JSON.stringify(note);
  const whole = `${file}.${randomUUID()}.partial`;
  try {
    writeFileSync(whole, text, { flag: "wx" });
    linkSync(whole, file);
    return true;
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "ENOSYS"].includes(code)) throw error;
  } finally {
    rmSync(whole, { force: true });
  }
  // The file system has no hard links.
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file @returns {Seen | undefined} undefined where there is no file */
function look(file) {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const note = readNote(file);
  if (note) return { id: idOf(note.holder), isHeld: isAlive(note.holder), note };
  return {
    id: `${found.ino}-${found.mtimeMs}`,
    isHeld: Date.now() - found.mtimeMs < WRITING_LIMIT_MS,
  };
}

/** @param {ProcessId} holder */
const idOf = ({ pid, started }) => `${pid}-${hashOf([started])}`;

/** The file of the process that takes over a lock whose holder has ended. @param {string} file @param {ProcessId} holder */
export const claimOn = (file, holder) => `${file}.${idOf(holder)}.claim`;

/** @param {string} file @returns {LockNote | undefined} */
function readNote(file) {
  try {
    const note = JSON.parse(readFileSync(file, "utf8"));
    return typeof note?.holder?.pid === "number" ? note : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Puts an own note in the place of one whose holder has ended. Of those that try, the one does it that claims the ended
 * holder's lock; a claim whose maker has ended is taken over in the same way.
 *
 * @param {string} file
 * @param {Seen} seen
 * @param {LockNote} mine
 * @returns {Promise<boolean>} whether the lock is this process's now
 */
async function takeOver(file, seen, mine) {
  const claim = `${file}.${seen.id}.claim`;
  if (!create(claim, mine)) {
    const other = look(claim);
    if (other === undefined || other.isHeld || !(await takeOver(claim, other, mine))) return false;
  }
  try {
    // While the claim is this process's, no other one changes the file of that holder.
    const now = look(file);
    if (now?.id !== seen.id || now.isHeld) return false;
    await endProgram(now.note?.program);
    writeWhole(file, JSON.stringify(mine));
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** @param {ProcessId | undefined} program */
async function endProgram(program) {
  if (!program || !isAlive(program)) return;
  const all = [program, ...descendantsOf(program.pid)];
  signalEach(all, "SIGKILL");
  for (let tries = 0; tries < 50 && all.some(isAlive); tries++) await sleep(100);
}
