/** Bytes above which a notebook is not read. */
export const largestNotebook = 64_000_000;

/** Seconds after which the grading of one notebook is given up, whatever its checks say. */
export const longestGrading = 900;

/** Megabytes of heap of a process that grades. */
export const workersHeap = 1024;
