/*
 * Timers for the kernel's own work. Those that cells see fall silent when a cell is interrupted (cell-timers.ts), and
 * the kernel often works on behalf of a cell: it sends what the cell has printed, or waits for a busy socket. These are
 * taken before the others are put in place.
 */

export const { setTimeout: kernelTimeout, setImmediate: kernelImmediate } = globalThis;
