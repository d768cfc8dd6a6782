import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job, Running } from "../executor.ts";

/** Float64 `job`, Float64 `since`, Float64 `job` once more. */
const BYTES = 24;

const NO_JOB = -1;

/** After it: Float64 `used`, written only when the process ends itself for the memory that it uses. */
const OVERDRAWN = { at: BYTES, bytes: 8 };

/**
 * What a process is doing, in a file that only it and its supervisor have open: a process cannot share memory, but what
 * it has written to a file stays there however it dies. So the agent that was running is known exactly, and so is memory that
 * was used up; writing it down costs a few microseconds and no message.
 *
 * The file has no name: it is deleted as soon as it is open, and vanishes with the last process that has it open.
 */
export class BoardFile {
  readonly fd: number;
  readonly #bytes = Buffer.alloc(BYTES);

  /** @param fd an open file, or nothing for a new one */
  constructor(fd: number = openNameless()) {
    this.fd = fd;
  }

  /** Writes down that a job begins, `since` seconds after the swarm's start. */
  begin(job: Job, since: number): void {
    this.#bytes.writeDoubleLE(job, 0);
    this.#bytes.writeDoubleLE(since, 8);
    this.#bytes.writeDoubleLE(job, 16);
    writeSync(this.fd, this.#bytes, 0, BYTES, 0);
  }

  /** Writes down that no job runs, from `since` on. */
  rest(since: number): void {
    this.begin(NO_JOB, since);
  }

  /** The job that began last, or -1. Undefined before the first, and in the instant in which it is being written. */
  latest(): Running | undefined {
    if (readSync(this.fd, this.#bytes, 0, BYTES, 0) < BYTES) return undefined;
    const job = this.#bytes.readDoubleLE(0);
    return job === this.#bytes.readDoubleLE(16) ? { job, since: this.#bytes.readDoubleLE(8) } : undefined;
  }

  /** Writes down that the process ends because it uses so many bytes. A message could be lost, this cannot. */
  overdraw(used: number): void {
    const bytes = Buffer.alloc(OVERDRAWN.bytes);
    bytes.writeDoubleLE(used);
    writeSync(this.fd, bytes, 0, OVERDRAWN.bytes, OVERDRAWN.at);
  }

  /** How many bytes it used when it ended itself for that; undefined when it did not. */
  overdrawn(): number | undefined {
    const bytes = Buffer.alloc(OVERDRAWN.bytes);
    const length = readSync(this.fd, bytes, 0, OVERDRAWN.bytes, OVERDRAWN.at);
    return length < OVERDRAWN.bytes ? undefined : bytes.readDoubleLE();
  }

  close(): void {
    closeSync(this.fd);
  }
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-"));
  try {
    return openSync(join(folder, "board"), "w+");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
