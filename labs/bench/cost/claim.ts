import { variantInSentence } from "../../common/variant-title.ts";
import type { ContainerBill } from "./containers.ts";

/** The articles say that one container with threads saves this share of the cost of containers that run one agent at a time. */
export const CLAIMED_SAVING = 0.75;

/** What threads save, for one way to pay. Shares are of the cost before, and negative where threads cost more. */
export interface Saving {
  /** The share, with as many containers as a load needs; null where it is not known. */
  readonly share: number | null;
  /** What was compared: money where there are prices, else core-hours. */
  readonly of: "money" | "core-hours";
}

/** The claim, for the reader's rows. */
export interface ClaimVerdict {
  /** The executor that uses one core, and the one that uses all. */
  readonly before: string;
  readonly after: string;
  /** How many times as many agents in a second a container does after the change. */
  readonly speedup: number;
  /** Both pay for containers as large as the machine. */
  readonly whole: Saving;
  /** Both pay for the cores that they keep busy. */
  readonly fitted: Saving;
  /** For each way to pay, whether 75 % or more are saved; null where it is not known. */
  readonly holds: { readonly whole: boolean | null; readonly fitted: boolean | null };
  /** The reasons, in sentences. */
  readonly because: readonly string[];
}

interface Bills {
  readonly approach: string;
  readonly whole: ContainerBill;
  readonly fitted: ContainerBill;
}

/** Half a percent: 74.6 % are 75 % to everybody who reads the claim. */
const ROUNDING = 0.005;

/** Whether "75 % cheaper" holds, from one executor to another. */
export function judgeClaim(before: Bills, after: Bills): ClaimVerdict {
  const speedup = after.whole.perSecond / before.whole.perSecond;
  const whole = savingOf(before.whole, after.whole);
  const fitted = savingOf(before.fitted, after.fitted);
  const holds = { whole: isClaimed(whole), fitted: isClaimed(fitted) };
  return {
    before: before.approach,
    after: after.approach,
    speedup,
    whole,
    fitted,
    holds,
    because: reasons(before, after, speedup),
  };
}

/** The share that the second bill saves of the first. */
export function savingOf(before: ContainerBill, after: ContainerBill): Saving {
  if (before.money !== null && after.money !== null)
    return { of: "money", share: before.money === 0 ? null : 1 - after.money / before.money };
  return { of: "core-hours", share: 1 - after.coreHours / before.coreHours };
}

function isClaimed({ share }: Saving): boolean | null {
  return share === null ? null : share >= CLAIMED_SAVING - ROUNDING;
}

function reasons(before: Bills, after: Bills, speedup: number): string[] {
  const [old, now] = [variantInSentence(before.approach), variantInSentence(after.approach)];
  const limit = 100 * (1 - 1 / Math.max(1, speedup));
  return [
    `Where each container is paid as a whole machine, the saving is 1 − 1 ÷ speedup. A container with ${now} does ${speedup.toFixed(2)} times as much as one with ${old}, so that is ${limit.toFixed(0)} %. 75 % need a speedup of 4, and so 4 cores or more.`,
    "Where a container pays for the cores that it keeps busy, one core more does one core more of work, and costs as much. Then threads save the memory of further containers, and hardly any cores.",
    "For agents that wait instead of computing, none of it holds: the event loop waits for all of them on one core.",
  ];
}
