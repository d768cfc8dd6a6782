const MEGABYTE = 2 ** 20;

/** How much of V8's heap Node itself uses before an agent begins, in megabytes. */
const NODE_HEAP_MB = 16;

/** The least that a process may use where no limit is given, in megabytes. */
const LEAST_SHARE_MB = 256;

/** How much memory the agents of one process may use, and the flags of V8 for it. */
export interface MemoryBudget {
  /** In bytes, on top of what the process takes by itself. */
  readonly bytes: number;
  readonly v8Flags: readonly string[];
}

/**
 * Two limits hold: V8 ends a process at once whose heap exceeds the limit; the watchdog ends a process within about
 * 20 ms whose memory of any kind exceeds it, because V8 does not count Buffers.
 *
 * Where no limit is given, the memory that is free now is divided among the processes, so that an agent that uses too
 * much ends before the machine is out of memory.
 */
export function memoryBudget(megabytes: number | undefined, processes: number): MemoryBudget {
  if (megabytes === undefined) {
    const share = Math.floor(process.availableMemory() / processes);
    return { bytes: Math.max(share, LEAST_SHARE_MB * MEGABYTE), v8Flags: [] };
  }
  // V8 keeps the youngest objects in three semi-spaces outside the limit; together they must stay below a small limit.
  const young = Math.min(16, Math.max(1, Math.floor(megabytes / 16)));
  return {
    bytes: megabytes * MEGABYTE,
    v8Flags: [`--max-old-space-size=${megabytes + NODE_HEAP_MB}`, `--max-semi-space-size=${young}`],
  };
}

/** Bytes as text: "87 MB". */
export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
