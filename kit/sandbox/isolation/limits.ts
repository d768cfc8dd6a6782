/** What one answer may use, with everything it starts. */
export interface Limits {
  /** Memory of all its processes together, in bytes. A watcher keeps it, so that an answer may pass it for some milliseconds. */
  readonly memoryBytes: number;
  /** Processor time of one process, in seconds, over all its threads. */
  readonly processorSeconds: number;
  /** Threads and processes at the same time. */
  readonly tasks: number;
  /** The size of one file, in bytes. */
  readonly fileBytes: number;
  /** All that stands in its temporary folder, in bytes. */
  readonly temporaryBytes: number;
  /** Files open at the same time, of each process. */
  readonly openFiles: number;
}

const megabyte = 1024 * 1024;

/** Limits that honest answers stay far from. */
export const defaultLimits: Limits = {
  memoryBytes: 1280 * megabyte,
  processorSeconds: 600,
  // Node itself takes about 11 threads.
  tasks: 192,
  fileBytes: 16 * megabyte,
  temporaryBytes: 32 * megabyte,
  // A worker thread takes about 4.
  openFiles: 2048,
};

/** The arguments of `prlimit` that keep those limits which the kernel keeps for each process. */
export function prlimitArguments({ processorSeconds, tasks, fileBytes, openFiles }: Limits): string[] {
  return [
    `--cpu=${processorSeconds}`,
    // Counted for each user, which is why each answer is a user of its own.
    ...(Number.isFinite(tasks) ? [`--nproc=${tasks}`] : []),
    `--fsize=${fileBytes}`,
    `--nofile=${openFiles}`,
    "--core=0",
    "--memlock=65536",
    "--msgqueue=0",
  ];
}
