import { readFileSync, statfsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import { note, right, wrong } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */

const GIBIBYTE = 2 ** 30;

/** With less memory than `least` a lab cannot start, with less than `comfortable` it is slow. A kernel with its workers takes about half a gibibyte. */
const MEMORY_BYTES = { least: 0.6 * GIBIBYTE, comfortable: 2 * GIBIBYTE };

/** Disk space that a first set-up takes, and that an installed lab needs. */
const DISK_BYTES = { first: 1.5 * GIBIBYTE, later: 0.2 * GIBIBYTE };

/** @param {number} [count] @returns {Finding} */
export function cores(count = usableCores()) {
  if (count > 1) return right(`${count} cores: agents can run at the same time`);
  return note(
    "1 core: agents take turns, so the charts show no speedup",
    "give this machine or container more cores",
  );
}

/** The cores this process may use: a container's share may be smaller than what the machine has. */
export function usableCores() {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(cpuShare() ?? Number.POSITIVE_INFINITY)));
}

/**
 * The cores that Linux's control group allows. Reads version 2 of control groups, then version 1.
 *
 * @param {(file: string) => string} [read]
 * @returns {number | undefined} undefined without a limit
 */
export function cpuShare(read = (file) => readFileSync(file, "utf8")) {
  const numbers = (/** @type {string[]} */ ...files) => {
    try {
      return files.flatMap((file) => read(file).trim().split(/\s+/)).map(Number);
    } catch {
      return [];
    }
  };
  const candidates = [
    numbers("/sys/fs/cgroup/cpu.max"),
    numbers("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
  ];
  for (const [quota = Number.NaN, period = Number.NaN] of candidates) {
    if (quota > 0 && period > 0) return quota / period;
  }
  return undefined;
}

/**
 * @param {{ free: number, total: number }} [bytes] what this process may use, a container's limit included
 * @returns {Finding}
 */
export function memory({ free, total } = usableMemory()) {
  const text = `memory: ${inGibibytes(free)} of ${inGibibytes(total)} free`;
  if (free >= MEMORY_BYTES.comfortable) return right(text);
  const advice = "close other programs, or give this machine or container more";
  return free >= MEMORY_BYTES.least
    ? note(`${text}, which is little`, advice)
    : wrong(`${text}, too little`, advice);
}

function usableMemory() {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { free: Math.min(process.availableMemory?.() ?? freemem(), total), total };
}

/**
 * @param {string} folder
 * @param {{ installed: boolean, free?: number }} state
 * @returns {Finding}
 */
export function disk(folder, { installed, free = freeDisk(folder) }) {
  const needed = installed ? DISK_BYTES.later : DISK_BYTES.first;
  const text = `disk: ${inGibibytes(free)} free`;
  return free >= needed
    ? right(text)
    : wrong(`${text}, and ${inGibibytes(needed)} are needed`, "free some space");
}

/** @param {string} folder */
function freeDisk(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** @param {number} bytes */
function inGibibytes(bytes) {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}
