import { type Saving, savingOf } from "./claim.ts";
import { billFor, type ContainerBill } from "./containers.ts";

/** A calculation of the articles, with all of its inputs, so that it can be done again. */
export interface CostExample {
  readonly name: string;
  readonly title: string;
  /** What goes in, in words. */
  readonly inputs: readonly string[];
  readonly before: ContainerBill;
  readonly after: ContainerBill;
  readonly saving: Saving;
  /** What the article says. */
  readonly claimed: string;
  /** Why it comes out so. */
  readonly because: string;
}

/** One hour at 1 for each core, so that money is core-hours. */
const ONE_HOUR = { busy: 1, hours: 1, prices: undefined } as const;

/** An agent that keeps one core busy for a second. */
const FOUR_AGENTS = 4;
const FOUR_CORES = 4;

const lockedContainer = { perSecond: 1, usedCores: 1, memoryMB: null };

/**
 * The articles' two cases, each before and after the change to threads: four agents, one a second. A thread under a lock
 * uses one core of four, which is the 25 %. Threads without it keep 95 % of four cores busy.
 */
export function costExamples(): readonly CostExample[] {
  return [machinePerAgent(), corePerAgent(), sentinel()];
}

function machinePerAgent(): CostExample {
  const demand = { ...ONE_HOUR, load: FOUR_AGENTS };
  const before = billFor({ ...lockedContainer, cores: FOUR_CORES }, demand);
  const after = billFor({ perSecond: 4, usedCores: 3.8, cores: FOUR_CORES, memoryMB: null }, demand);
  return {
    name: "machine-per-agent",
    title: "Four containers of 4 cores, one agent in each, become one",
    inputs: [
      "4 agents a second, each computes for one second on one core",
      "before: one agent at a time in a container of 4 cores, 25 % busy",
      "after: four threads in one container of 4 cores, 95 % busy",
      "paid by container, or by its 4 cores",
    ],
    before,
    after,
    saving: savingOf(before, after),
    claimed: "25 % to 95 % of the CPU, costs down by about 75 %",
    because: "It holds: three cores of each container were paid, and did nothing.",
  };
}

function corePerAgent(): CostExample {
  const demand = { ...ONE_HOUR, load: FOUR_AGENTS };
  const before = billFor({ ...lockedContainer, cores: 1 }, demand);
  const after = billFor({ perSecond: 4, usedCores: 3.8, cores: FOUR_CORES, memoryMB: null }, demand);
  return {
    name: "core-per-agent",
    title: "Four containers of 1 core, one agent in each, become one of 4 cores",
    inputs: [
      "the same agents, and the same container after the change",
      "before: one agent at a time in a container of 1 core, 100 % busy",
      "paid by the cores that a container asks for",
    ],
    before,
    after,
    saving: savingOf(before, after),
    claimed: "the same 75 %",
    because:
      "It does not hold: four cores did the work before, and four do it after. Only memory is saved, and what each container costs by itself.",
  };
}

function sentinel(): CostExample {
  const demand = { ...ONE_HOUR, load: 50, prices: { gbHour: 1 } };
  const before = billFor({ cores: 1, memoryMB: 640, perSecond: 1, usedCores: null }, demand);
  const after = billFor({ cores: 50, memoryMB: 4000, perSecond: 50, usedCores: null }, demand);
  return {
    name: "shared-memory",
    title: "50 processes of 640 MB become one of 4 GB",
    inputs: [
      "before: 50 processes, 32 GB in all, each with a copy of what all of them need",
      "after: one process of 4 GB, whose threads share it",
      "paid by memory alone",
    ],
    before,
    after,
    saving: savingOf(before, after),
    claimed: "up to 80 % less memory",
    because: "It holds as far as the memory was a copy of the same: what is not common is not saved.",
  };
}
