/** Numbers that the kernel's main thread and its watchdog share, by index into one Int32Array. */
export const STATE = {
  /** The number of running pieces of the kernel's own work that must not be terminated. */
  uninterruptible: 0,
  /** The number of the latest interrupt that the main thread has handled. Interrupts are numbered from 1. */
  handled: 1,
} as const;

/** The watchdog's `workerData`. */
export interface WatchdogData {
  readonly state: Int32Array;
  /** File descriptor of the pipe from the launcher. */
  readonly pipe: number;
}
