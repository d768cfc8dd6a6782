export { EngineError, type EngineErrorCode } from "./bullmq/engine-error.ts";
export type { EngineOptions } from "./bullmq/engine-options.ts";
export { MonitoringError } from "./bullmq/monitoring/monitoring-server.ts";
export { openWorker, type WorkerMachine, type WorkerMachineOptions } from "./bullmq/open-worker.ts";
export { runMultiAgentSystem, streamMultiAgentSystem } from "./coordinator.ts";
export type { SwarmErrorCode } from "./errors.ts";
export { SwarmError } from "./errors.ts";
export type {
  Containment,
  Executor,
  GuardedOption,
  Job,
  Outcome,
  PoolOptions,
  PoolRun,
  Running,
  RunOptions,
  WorkerPool,
} from "./executor.ts";
export type { ExecutorName, ExecutorOption } from "./executor-name.ts";
export { openSwarm } from "./open-swarm.ts";
export type {
  ModelOption,
  OpenSwarm,
  OpenSwarmOptions,
  OpenSwarmState,
  Schedule,
  SwarmOptions,
  SwarmProgress,
  SwarmRunOptions,
} from "./options.ts";
export type { Policy } from "./policy.ts";
export { deadline, failFast, quorum, settle } from "./policy.ts";
// For the chaos kit and the benchmark: a process that ends with all it has started when it exceeds its memory limit.
export { guardThisProcess, type ProcessGuard } from "./processes/guard-this-process.ts";
export { GuardedProcess, type GuardedProcessOptions, type ProcessExit } from "./processes/guarded-process.ts";
// For labs/graph: refuses options of a node when the node is made.
export { readOptions } from "./read-options.ts";
export { executorNames, executors, findExecutor, localExecutorNames } from "./registry.ts";
export { type ResumeOptions, resumeMultiAgentSystem } from "./resume.ts";
export type { SwarmRun } from "./run.ts";
export type { RuntimeStatus } from "./runtime-status.ts";
export { runtimeStatus } from "./runtime-status.ts";
export type { AgentStop } from "./stops.ts";
export type { ImportOrigin, TransferScope } from "./transfer/index.ts";
export { currentScope, ImportIndex, installScope } from "./transfer/index.ts";
