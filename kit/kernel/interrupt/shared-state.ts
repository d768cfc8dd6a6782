/** Numbers that the kernel's main thread and its watchdog share, by index into one Int32Array. */
export const STATE = {
  /** How many pieces of the kernel's own work are under way that must not be cut off. */
  uninterruptible: 0,
  /** The latest interrupt that the main thread has dealt with; interrupts are numbered from 1. */
  handled: 1,
} as const;

/** What the watchdog is given at its start. */
export interface WatchdogData {
  readonly state: Int32Array;
  /** File descriptor of the pipe from the launcher. */
  readonly pipe: number;
}
