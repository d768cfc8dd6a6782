/** The benchmark: it measures runs, compares variants, fits laws of scaling, and names the winner. */

export { median } from "../common/median.ts";
export { BenchError, type BenchErrorCode } from "./bench-error.ts";
export type { BenchOptions } from "./compare/bench-options.ts";
export { BenchResult, type FullReport } from "./compare/bench-result.ts";
export { runBenchmark } from "./compare/benchmark.ts";
export { type ControlOptions, type ControlReport, controlAgainstItself } from "./compare/control.ts";
export {
  type Disturbable,
  type Measured,
  measureRounds,
  type RoundsOptions,
} from "./compare/measure-rounds.ts";
export { type BenchRow, type MeasuredVariant, summarise } from "./compare/summarise.ts";
export type { Variant } from "./compare/variant.ts";
export { BenchComparison, compareApproaches, compareScaling } from "./comparisons/compare-approaches.ts";
export {
  type CollectorRow,
  type CollectorsOptions,
  compareCollectors,
} from "./comparisons/compare-collectors.ts";
export { compareHandOver, type HandOversOptions } from "./comparisons/compare-hand-over.ts";
export {
  comparePoolSizes,
  type PoolSizeOptions,
  type PoolSizeRow,
} from "./comparisons/compare-pool-sizes.ts";
export { type CompareSwarmOptions, compareSwarm } from "./comparisons/compare-swarm.ts";
export {
  compareTinyTasks,
  type TinyTasksOptions,
  type TinyTasksRow,
} from "./comparisons/compare-tiny-tasks.ts";
export {
  compareWorkloads,
  type WorkloadRow,
  type WorkloadsOptions,
} from "./comparisons/compare-workloads.ts";
export { Comparison } from "./comparisons/comparison.ts";
export type { ComparisonOptions } from "./comparisons/comparison-options.ts";
export {
  type HandOverCost,
  type HandOverOptions,
  type HandOverWay,
  measureHandOver,
} from "./hand-over/measure-hand-over.ts";
export type { EventLoopDelay, HostAgent } from "./measure/host-messages.ts";
export {
  type MeasureOptions,
  measureRun,
  type RunMeasurement,
  type RunOrder,
} from "./measure/measure-run.ts";
export { nodeRun } from "./measure/node-run.ts";
export type { SwarmSource, SwarmToRun } from "./measure/swarm-source.ts";
export { amdahlSpeedup, fitAmdahl, type ScalingPoint } from "./scale/amdahl.ts";
export { efficiency, fitScaling } from "./scale/fit-scaling.ts";
export { fitUsl, type UslShares, uslSpeedup } from "./scale/usl.ts";
export { type Interval, medianInterval } from "./statistics/median-interval.ts";
export { WORKLOADS } from "./workloads/workloads.ts";
