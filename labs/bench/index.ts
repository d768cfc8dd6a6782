/** The benchmark: it measures runs, compares variants, fits laws of scaling, and names the winner. */

export { median } from "../common/median.ts";
export { BenchError, type BenchErrorCode } from "./bench-error.ts";
export type { BenchOptions } from "./compare/bench-options.ts";
export { BenchResult, type FullReport } from "./compare/bench-result.ts";
export { runBenchmark } from "./compare/benchmark.ts";
export {
  type ControlEvent,
  type ControlOptions,
  type ControlReport,
  controlAgainstItself,
  controlUntilDecided,
  type SequentialControlOptions,
  type SequentialControlReport,
} from "./compare/control.ts";
export { type ControlBenchmarkOptions, controlBenchmark } from "./compare/control-benchmark.ts";
export { measureRounds, type RoundsOptions } from "./compare/measure-rounds.ts";
export {
  type Group,
  type GroupEnd,
  measureUntilDecided,
  type TimedRun,
  type UntilDecided,
  type UntilDecidedOptions,
} from "./compare/measure-until-decided.ts";
export type { Disturbable, Measured } from "./compare/measured.ts";
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
export {
  type CompareSentinelOptions,
  compareSentinel,
  type InvestigationCost,
  type LookupCost,
  type SentinelComparison,
} from "./comparisons/compare-sentinel.ts";
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
export { sentinelText } from "./comparisons/sentinel-text.ts";
export type { ClaimVerdict, Saving } from "./cost/claim.ts";
export type { ContainerBill } from "./cost/containers.ts";
export { type CostExample, costExamples } from "./cost/cost-examples.ts";
export type { CostOptions, CostPrices, QueueOptions } from "./cost/cost-options.ts";
export { costPage } from "./cost/cost-page.ts";
export { costText } from "./cost/cost-text.ts";
export { type CostPlan, type CostPlanRow, planCosts } from "./cost/plan-costs.ts";
export {
  type HandOverCost,
  type HandOverOptions,
  type HandOverWay,
  measureHandOver,
} from "./hand-over/measure-hand-over.ts";
export type { EventLoopDelay, HostAgent, WorkerState } from "./measure/host-messages.ts";
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
export { falseWinnerProbability } from "./statistics/false-winner.ts";
export { idleShare, type LaneTime } from "./statistics/idle-share.ts";
export { errorSpent, isDecided, LOOKS, type LookedAt, lookAt } from "./statistics/looks.ts";
export { type Interval, medianInterval } from "./statistics/median-interval.ts";
export { WORKLOADS } from "./workloads/workloads.ts";
