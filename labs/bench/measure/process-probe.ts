/** Measures the memory and the CPU time of a process and its descendants from outside. */
export interface ProcessProbe {
  /**
   * The kind of memory: `PSS` counts a page that several processes share once in all, `RSS` once for each of them.
   */
  readonly memoryKind: "PSS" | "RSS";
  /** The memory of the process tree, in megabytes of 1,000,000 bytes. */
  memoryMB(pid: number): number | Promise<number>;
  /** The CPU time of the process tree since its start, in seconds, ended children included. */
  cpuSeconds(pid: number): number | Promise<number>;
  /** Starts a {@link PeakRecord}. Undefined where the system keeps none. */
  recordPeak?(pid: number): PeakRecord | undefined;
}

/** The highest memory as the system records it, which includes peaks between two samples. */
export interface PeakRecord {
  /** Megabytes above the level at the start of the record; null when it is unknown, as with several processes. */
  growthMB(): number | null;
}
