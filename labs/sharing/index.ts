/** Sharing between agents that run in worker threads: locks, counters, channels, collectors, shared memory. */
export { type Collectable, type Collector, inAgentOrder } from "./collectors/collector.ts";
export { ResultCollector } from "./collectors/result-collector.ts";
export { SharingError, type SharingErrorCode } from "./sharing-error.ts";
