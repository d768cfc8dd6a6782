import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * One living process. `pid` and `started` together identify it; the system gives a pid to a later process again.
 *
 * @typedef {{ pid: number, parent: number, started: string }} ProcessEntry
 * @typedef {Pick<ProcessEntry, "pid" | "started">} ProcessId
 */

/** All living processes. Zombies are not counted. @returns {ProcessEntry[]} */
export function processTable() {
  // Slim Linux images have no `ps`; macOS has no /proc.
  return process.platform === "linux" ? fromProc() : fromPs();
}

/** @param {number} pid @returns {ProcessId | undefined} */
export function identify(pid) {
  const entry =
    process.platform === "linux" ? readProc(String(pid)) : fromPs().find((one) => one.pid === pid);
  return entry && { pid: entry.pid, started: entry.started };
}

/** @returns {ProcessId} */
export function ownId() {
  const id = identify(process.pid);
  if (!id) throw new Error(`process ${process.pid} is not in the process table`);
  return id;
}

/** @param {ProcessId | undefined} id @returns {boolean} */
export function isAlive(id) {
  return id !== undefined && identify(id.pid)?.started === id.started;
}

/**
 * The children of a process, their children, and so on.
 *
 * @param {number} pid
 * @param {readonly ProcessEntry[]} [table]
 * @returns {ProcessId[]}
 */
export function descendantsOf(pid, table = processTable()) {
  /** @type {ProcessId[]} */
  const found = [];
  for (const entry of table) {
    if (entry.parent !== pid || entry.pid === pid) continue;
    found.push({ pid: entry.pid, started: entry.started }, ...descendantsOf(entry.pid, table));
  }
  return found;
}

/**
 * Sends a signal to those of the processes that are still alive.
 *
 * @param {readonly ProcessId[]} ids
 * @param {NodeJS.Signals} signal
 */
export function signalEach(ids, signal) {
  for (const id of ids) {
    if (!isAlive(id)) continue;
    try {
      process.kill(id.pid, signal);
    } catch {
      // The process ended just before the signal.
    }
  }
}

function fromProc() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(readProc)
    .filter((entry) => entry !== undefined);
}

/** @param {string} pid @returns {ProcessEntry | undefined} */
function readProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the name in brackets, may contain spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    return { pid: Number(pid), parent: Number(fields[1]), started: String(fields[19]) };
  } catch {
    return undefined;
  }
}

function fromPs() {
  const listed = spawnSync("ps", ["-axo", "pid=,ppid=,stat=,lstart="], { encoding: "utf8" });
  return (listed.stdout ?? "").split("\n").flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
    if (!found || String(found[3]).startsWith("Z")) return [];
    return [{ pid: Number(found[1]), parent: Number(found[2]), started: String(found[4]) }];
  });
}
