import { classicBugs, rightClassics } from "./classics.ts";
import { exclusionBugs, rightExclusion } from "./exclusion.ts";
import { lockBugs, rightLocks } from "./locks.ts";
import type { Program } from "./program.ts";
import { rightStructures, structureBugs } from "./structures.ts";
import { rightWaiting, waitingBugs } from "./waiting.ts";

export type { Program } from "./program.ts";

export const bugs: readonly Program[] = [
  ...lockBugs,
  ...exclusionBugs,
  ...waitingBugs,
  ...structureBugs,
  ...classicBugs,
];
export const right: readonly Program[] = [
  ...rightLocks,
  ...rightExclusion,
  ...rightWaiting,
  ...rightStructures,
  ...rightClassics,
];
