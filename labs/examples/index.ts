/** Demonstrations that notebooks run: many threads that count together, and locks under test. */
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
