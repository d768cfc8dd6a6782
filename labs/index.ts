/**
 * The names of `@swarmlab/labs`, which notebooks import. A door that also serves another room is listed name by name, so
 * that learners are not offered what only that room uses.
 */
export * from "./agents/index.ts";
export * from "./bench/index.ts";
export * from "./dashboard/index.ts";
export * from "./examples/index.ts";
export * from "./sharing/index.ts";
export {
  type AgentStop,
  type Containment,
  currentScope,
  deadline,
  type Executor,
  type ExecutorName,
  type ExecutorOption,
  executorNames,
  executors,
  failFast,
  findExecutor,
  type GuardedOption,
  ImportIndex,
  type ImportOrigin,
  installScope,
  type Job,
  type OpenSwarm,
  type OpenSwarmOptions,
  type OpenSwarmState,
  type Outcome,
  openSwarm,
  type Policy,
  type PoolOptions,
  type PoolRun,
  quorum,
  type Running,
  type RunOptions,
  type RuntimeStatus,
  runMultiAgentSystem,
  runtimeStatus,
  type Schedule,
  SwarmError,
  type SwarmErrorCode,
  type SwarmOptions,
  type SwarmProgress,
  type SwarmRun,
  type SwarmRunOptions,
  settle,
  streamMultiAgentSystem,
  type TransferScope,
  type WorkerPool,
} from "./swarm/index.ts";
