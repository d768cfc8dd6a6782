import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BegunJob, Job } from "../executor.ts";

/** The size of Float64 `job`, Float64 `since` and Float64 `job` again. */
const RUNNING_BYTES = 24;

/** Stands for "no job runs". */
const NO_JOB = -1;

/** Behind them stands Float64 `used`, which is written only when the watchdog ends the process for its memory. */
const MEMORY_EXCEEDED = { offset: RUNNING_BYTES, bytes: 8 };

/**
 * The status of a process, in a file that only the process and its supervisor have open. A process cannot share memory,
 * but what it has written to a file stays readable however it ends. Therefore the running job is known exactly, and so
 * is exceeded memory. A write takes a few microseconds and needs no message.
 *
 * The file has no name: it is deleted as soon as it is open, and the system frees it with its last descriptor.
 */
export class StatusFile {
  readonly fd: number;
  readonly #bytes = Buffer.alloc(RUNNING_BYTES);

  /** @param fd the descriptor of an open status file. @default that of a new one */
  constructor(fd: number = openNamelessFile()) {
    this.fd = fd;
  }

  /** Records that a job runs, `since` seconds after the swarm's start. */
  begin(job: Job, since: number): void {
    this.#bytes.writeDoubleLE(job, 0);
    this.#bytes.writeDoubleLE(since, 8);
    this.#bytes.writeDoubleLE(job, 16);
    writeSync(this.fd, this.#bytes, 0, RUNNING_BYTES, 0);
  }

  /** Records that no job runs, from `since` on. */
  idle(since: number): void {
    this.begin(NO_JOB, since);
  }

  /** The job that began last, or -1. Undefined before the first one, and while it is being written. */
  latest(): BegunJob | undefined {
    if (readSync(this.fd, this.#bytes, 0, RUNNING_BYTES, 0) < RUNNING_BYTES) return undefined;
    const job = this.#bytes.readDoubleLE(0);
    return job === this.#bytes.readDoubleLE(16) ? { job, since: this.#bytes.readDoubleLE(8) } : undefined;
  }

  /** Records that the process ends because it uses `used` bytes. Unlike a message, this cannot be lost. */
  recordMemoryExceeded(used: number): void {
    const bytes = Buffer.alloc(MEMORY_EXCEEDED.bytes);
    bytes.writeDoubleLE(used);
    writeSync(this.fd, bytes, 0, MEMORY_EXCEEDED.bytes, MEMORY_EXCEEDED.offset);
  }

  /** How many bytes the process used when its watchdog ended it for that; undefined when it did not. */
  memoryExceeded(): number | undefined {
    const bytes = Buffer.alloc(MEMORY_EXCEEDED.bytes);
    const length = readSync(this.fd, bytes, 0, MEMORY_EXCEEDED.bytes, MEMORY_EXCEEDED.offset);
    return length < MEMORY_EXCEEDED.bytes ? undefined : bytes.readDoubleLE();
  }

  close(): void {
    closeSync(this.fd);
  }
}

function openNamelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-"));
  try {
    return openSync(join(folder, "status"), "w+");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
