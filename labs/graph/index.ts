/** Graphs of agents: nodes of LangGraph.js on workers, checkpoints, tools for other frameworks, and pictures of runs. */
export { openCheckpoints } from "./checkpoint/open-checkpoints.ts";
export type { SqliteSaver } from "./checkpoint/sqlite-saver.ts";
export { GraphError, type GraphErrorCode } from "./graph-error.ts";
export type { AgentType, AnswerOf, InputOf } from "./node/agent-type.ts";
export { compileGraph, type GraphToCompile } from "./node/compile-graph.ts";
export { isNodeFailure, type NodeFailure, type NodeFailureDetails } from "./node/node-failure.ts";
export type {
  ManyAgentsOptions,
  NodeOptions,
  NodeOutput,
  NodeSwarmOptions,
  OneAgentOptions,
} from "./node/node-options.ts";
export { isNodeProgress, type NodeProgress } from "./node/node-progress.ts";
export type { NodeRunOptions, NodeSwarm } from "./node/node-swarm.ts";
export { onWorkers, type WorkerNode } from "./node/on-workers.ts";
export { isNodePartial, type NodePartial, type SharedPartials } from "./node/partials.ts";
export { closeNodeSwarms } from "./node/shared-swarm.ts";
export type { GraphPicture } from "./picture/graph-picture.ts";
export { type CriticalPath, type CriticalStep, criticalPath } from "./recording/critical-path.ts";
export { type FurtherCore, furtherCore } from "./recording/further-core.ts";
export type {
  GraphEdge,
  GraphRecord,
  NodeRun,
  RecordedAgent,
  StateEntry,
} from "./recording/graph-record.ts";
export { GraphRecording, recordGraph } from "./recording/graph-recording.ts";
export type { DrawnGraph, Recordable } from "./recording/recordable.ts";
export { asTool } from "./tool/as-tool.ts";
export type { AgentTool, ParametersOf, ToolOptions, ToolSchema } from "./tool/tool-options.ts";
