/** The demonstrations that notebooks run: threads that count together, a test of locks, and loops on all cores. */
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
