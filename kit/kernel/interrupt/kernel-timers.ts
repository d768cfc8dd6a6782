/*
 * Timers for the kernel's own work. The timers that cells see no longer fire when a cell is interrupted (cell-timers.ts). The kernel also works
 * on behalf of a cell: it sends what the cell has printed, or waits for a busy socket. So this module keeps Node's own timers.
 */

export const { setTimeout: kernelTimeout, setImmediate: kernelImmediate } = globalThis;
