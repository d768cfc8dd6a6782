/** Watching a swarm, a benchmark, a graph or a Sentinel while it runs: in a notebook, in a terminal, in a pipe. */
export type { TerminalStream } from "./terminal.ts";
export { type WatchOptions, watch } from "./watch.ts";
export { type WatchAgentsOptions, watchAgents } from "./watch-agents.ts";
export { type BenchWatch, type WatchBenchOptions, watchBench } from "./watch-bench.ts";
export { type WatchGraphOptions, watchGraph } from "./watch-graph.ts";
export { type WatchSentinelOptions, watchSentinel } from "./watch-sentinel.ts";
