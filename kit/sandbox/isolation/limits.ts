/** What one answer may use, together with all that it starts. */
export interface Limits {
  /** Memory of all its processes together, in bytes. A watch enforces it, so an answer can pass it for some milliseconds. */
  readonly memoryBytes: number;
  /** Processor time of one process, in seconds, over all its threads. */
  readonly processorSeconds: number;
  /** Threads and processes at the same time. */
  readonly tasks: number;
  /** The size of a file, in bytes. */
  readonly fileBytes: number;
  /** The size of its temporary folder, in bytes. */
  readonly temporaryBytes: number;
  /** Open files of each process. */
  readonly openFiles: number;
}

const megabyte = 1024 * 1024;

/** Limits that the answers of honest learners do not reach. */
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

/** The arguments of `prlimit` for the limits that the kernel enforces. */
export function prlimitArguments({ processorSeconds, tasks, fileBytes, openFiles }: Limits): string[] {
  return [
    `--cpu=${processorSeconds}`,
    // The kernel counts the tasks of a user, so each answer is a user of its own.
    ...(Number.isFinite(tasks) ? [`--nproc=${tasks}`] : []),
    `--fsize=${fileBytes}`,
    `--nofile=${openFiles}`,
    "--core=0",
    "--memlock=65536",
    "--msgqueue=0",
  ];
}
