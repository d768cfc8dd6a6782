/** Sharing between agents that run in worker threads: locks, counters, channels, collectors, shared memory. */
export { AtomicCounter, type AtomicCounterHandle } from "./atomic-counter.ts";
export { Channel, type ChannelHandle, type ChannelOptions } from "./channel/channel.ts";
export type { EndUsers } from "./channel/channel-end.ts";
export { type Collectable, type Collector, inAgentOrder } from "./collectors/collector.ts";
export { LockedCollector, type LockedCollectorHandle } from "./collectors/locked-collector.ts";
export {
  PerAgentCollector,
  type PerAgentCollectorHandle,
  type PerAgentOptions,
} from "./collectors/per-agent-collector.ts";
export { QueueCollector, type QueueCollectorHandle } from "./collectors/queue-collector.ts";
export { ResultCollector } from "./collectors/result-collector.ts";
export type { WaitOptions } from "./deadline.ts";
export type { Guard } from "./guard.ts";
export type { Handle, Shareable } from "./handle.ts";
export { type Insight, KnowledgeBase, type KnowledgeBaseHandle } from "./knowledge-base.ts";
export type { Contention } from "./mutex/contention.ts";
export { type LockOptions, Mutex, type MutexHandle } from "./mutex/mutex.ts";
export type { MutexGuard } from "./mutex/mutex-guard.ts";
export { recover, revive, share } from "./revive.ts";
export { Semaphore, type SemaphoreHandle } from "./semaphore.ts";
export { type Matrix, SharedContext, type SharedContextHandle } from "./shared-context.ts";
export type { LogOptions } from "./shared-log.ts";
export { SharingError, type SharingErrorCode } from "./sharing-error.ts";
export { StartGate, type StartGateHandle } from "./start-gate.ts";
