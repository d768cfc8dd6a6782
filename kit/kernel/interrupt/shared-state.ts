/** Numbers that the kernel's main thread and its watchdog share, by index into one Int32Array. */
export const STATE = {
  /** The number of running pieces of the kernel's own work that must not be terminated. */
  uninterruptible: 0,
  /** The number of the latest interrupt that the main thread has handled. Interrupts are numbered from 1. */
  handled: 1,
  /** Set to 1 by the main thread at each turn of its timers while a cell runs, and taken back by the watchdog. */
  awake: 2,
} as const;

/** What the main thread posts to the watchdog: whether a cell with a running sign runs. */
export type WatchdogMessage = { readonly isCellSigned: boolean };

/** The global function that shows the running sign of the cell that runs. The watchdog calls it in the blocked main thread. */
export const SHOW_SIGN = "swarmlab.showSign";

/** The watchdog's `workerData`. */
export interface WatchdogData {
  readonly state: Int32Array;
  /** File descriptor of the pipe from the launcher. */
  readonly pipe: number;
}
