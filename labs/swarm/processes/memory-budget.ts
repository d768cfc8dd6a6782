const MEGABYTE = 2 ** 20;

/** What Node itself needs of V8's heap before an agent has begun, in megabytes. */
const NODE_ITSELF = 16;

/** No process is given less than this when nobody says how much it may use, in megabytes. */
const LEAST = 256;

/** How much memory the agents of one process may use, and how V8 is told. */
export interface MemoryBudget {
  /** In bytes, on top of what the process takes by itself. */
  readonly bytes: number;
  readonly v8Flags: readonly string[];
}

/**
 * Two walls: V8 ends a process whose heap outgrows the limit, at once; its watchdog ends one whose memory does, whatever
 * it is made of (V8 does not count Buffers), within 20 ms or so.
 *
 * When no limit is asked for, the memory that is free now is shared out among the processes, so that a greedy agent
 * ends before the machine does.
 */
export function memoryBudget(megabytes: number | undefined, processes: number): MemoryBudget {
  if (megabytes === undefined) {
    const share = Math.floor(process.availableMemory() / processes);
    return { bytes: Math.max(share, LEAST * MEGABYTE), v8Flags: [] };
  }
  // The youngest objects have room of their own, three times this; it must not outgrow a small limit.
  const young = Math.min(16, Math.max(1, Math.floor(megabytes / 16)));
  return {
    bytes: megabytes * MEGABYTE,
    v8Flags: [`--max-old-space-size=${megabytes + NODE_ITSELF}`, `--max-semi-space-size=${young}`],
  };
}

/** Bytes as people read them: "87 MB". */
export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
