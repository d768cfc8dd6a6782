import { AsyncLocalStorage } from "node:async_hooks";
import type { CellOutput } from "./cell-output.ts";
import type { RunningSign } from "./running-sign.ts";

/** One run of a cell. Code that runs on its behalf finds it here, however late. */
export interface CellRun {
  readonly executionCount: number;
  readonly output: CellOutput;
  /** Says that the cell runs, when it takes long. Undefined where no person looks on. */
  readonly sign?: RunningSign;
  /** Whether its reply has been sent. Timers and promises of it may go on. */
  hasEnded?: boolean;
  /** The code of the cell that the front-end is to put below this one, when it has ended. */
  cellBelow?: string;
}

const storage = new AsyncLocalStorage<CellRun>();
let latest: CellRun | undefined;

/** Runs a function, and all that it starts, on behalf of a cell. */
export function runInCell<T>(run: CellRun, call: () => T): T {
  latest = run;
  return storage.run(run, call);
}

/** The cell that the calling code belongs to. Code without a known cell belongs to the latest cell. */
export function currentCell(): CellRun | undefined {
  return storage.getStore() ?? latest;
}

/** The cell that the calling code belongs to, or undefined for the kernel's own code. */
export function owningCell(): CellRun | undefined {
  return storage.getStore();
}

const stopped = new WeakSet<CellRun>();
let stoppedUpTo = 0;

/** Marks a cell as interrupted. Its later errors are ignored, and its timers no longer fire. */
export function stopCell(run: CellRun): void {
  stopped.add(run);
}

/** Marks all cells so far as interrupted, because an interrupt came while none was running. */
export function stopAllCells(): void {
  stoppedUpTo = latest?.executionCount ?? 0;
}

/** Whether a cell has been interrupted. */
export function isStopped(run: CellRun): boolean {
  return stopped.has(run) || run.executionCount <= stoppedUpTo;
}
