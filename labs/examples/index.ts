/** The demonstrations that notebooks run: branches of which one fails, threads that count, a test of locks, loops on all cores. */
export { branchWays } from "./branches/branch-ways.ts";
export {
  type BranchConfig,
  Branches,
  type BranchUpdate,
  type Ending,
  tryWay,
  tryWays,
  type Way,
} from "./branches/branches.ts";
export { toolWays } from "./branches/tool-ways.ts";
export {
  type CountingWay,
  type CountReport,
  type CountTogetherOptions,
  countTogether,
} from "./demos/count-together.ts";
export {
  detectOverlaps,
  type LockUnderTest,
  type OverlapOptions,
  type OverlapReport,
} from "./demos/detect-overlaps.ts";
export {
  type LoopRow,
  type LoopsOptions,
  type LoopsReport,
  loopsOnAllCores,
} from "./demos/loops-on-all-cores.ts";
