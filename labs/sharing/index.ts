/** Sharing between agents that run in worker threads: locks, counters, channels, collectors, shared memory. */
export { AtomicCounter, type AtomicCounterHandle } from "./atomic-counter.ts";
export { Channel, type ChannelHandle, type ChannelOptions } from "./channel/channel.ts";
export { type Collectable, type Collector, inAgentOrder } from "./collectors/collector.ts";
export { ResultCollector } from "./collectors/result-collector.ts";
export type { WaitOptions } from "./deadline.ts";
export type { Guard } from "./guard.ts";
export type { Handle, Shareable } from "./handle.ts";
export type { Contention } from "./mutex/contention.ts";
export { type LockOptions, Mutex, type MutexHandle } from "./mutex/mutex.ts";
export type { MutexGuard } from "./mutex/mutex-guard.ts";
export { recover, revive, share } from "./revive.ts";
export { Semaphore, type SemaphoreHandle } from "./semaphore.ts";
export { SharingError, type SharingErrorCode } from "./sharing-error.ts";
export { StartGate, type StartGateHandle } from "./start-gate.ts";
