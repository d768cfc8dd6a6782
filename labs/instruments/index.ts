/** The instruments of the lessons. Threads of agents load this, so it stays small and leads to no swarm. */
export {
  type LockQueue,
  type LockTrack,
  lockTrack,
  queueAtLock,
  type StartRace,
  type TrackWords,
} from "./lock-track.ts";
export { QueueWatch } from "./queue-watch.ts";
export { type Entry, type Rehearsal, rehearse, type Scene, type Stage } from "./rehearsal.ts";
export {
  patiently,
  type RelayOrder,
  type RelayShared,
  type RowRing,
  type RowRingClass,
  type Side,
  sendRows,
  takeRows,
} from "./ring-bench.ts";
export { inSlowMotion } from "./slow-motion.ts";
export { type Habit, observe, ThreadAgent } from "./thread-agent.ts";
