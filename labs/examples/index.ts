/** The demonstrations that notebooks run: threads that count together, and a test of locks. */
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
