/** Bytes above which a notebook is not read. */
export const MAX_NOTEBOOK_BYTES = 64_000_000;

/** Seconds after which the grading of one notebook is stopped, whatever the timeouts of its checks. */
export const GRADING_TIMEOUT_SECONDS = 900;

/** Processor time in which a grading process reads one notebook, to know its lesson and its exercises, in seconds. Honest ones take less than one. */
export const READING_CPU_SECONDS = 10;

/** The same for all notebooks of one student together. */
export const STUDENT_READING_CPU_SECONDS = 15;

/** Processor time in which a grading process puts the answers of one notebook together, in seconds. It answers nothing meanwhile. */
export const ASSEMBLING_CPU_SECONDS = 60;

/** Heap of a grading process, in megabytes. */
export const WORKER_HEAP_MB = 1024;

/** Memory of a grading process while it reads a notebook or puts its answers together, in megabytes: its heap, and as much beside it. */
export const WORKER_MEMORY_MB = 2 * WORKER_HEAP_MB;
