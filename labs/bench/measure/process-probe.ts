/** Looks at a process and all its descendants from outside. */
export interface ProcessProbe {
  /**
   * What `memoryMB` adds up: `PSS` counts a page that several processes share once in all, `RSS` once for each of them.
   */
  readonly memoryKind: "PSS" | "RSS";
  /** Memory in megabytes (of 1,000,000 bytes), summed over the tree. */
  memoryMB(pid: number): number | Promise<number>;
  /** CPU time in seconds that the tree has used since it began, ended children included. */
  cpuSeconds(pid: number): number | Promise<number>;
  /** Begins to record the highest level; see {@link PeakRecord}. Undefined where the system keeps none. */
  recordPeak?(pid: number): PeakRecord | undefined;
}

/** The highest level that the system itself has kept: it also knows peaks between two looks. */
export interface PeakRecord {
  /** Megabytes above the level at the beginning; null when it cannot be told, as with several processes. */
  growthMB(): number | null;
}
