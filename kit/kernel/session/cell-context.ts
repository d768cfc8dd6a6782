import { AsyncLocalStorage } from "node:async_hooks";
import type { CellOutput } from "./cell-output.ts";

/** One run of a cell: what runs on its behalf finds it here, however late. */
export interface CellRun {
  readonly executionCount: number;
  readonly output: CellOutput;
}

const storage = new AsyncLocalStorage<CellRun>();
let latest: CellRun | undefined;

/** Runs a function, and all that follows from it, on behalf of a cell. */
export function runInCell<T>(run: CellRun, call: () => T): T {
  latest = run;
  return storage.run(run, call);
}

/** The cell that the calling code belongs to. Code whose origin is lost belongs to the latest cell. */
export function currentCell(): CellRun | undefined {
  return storage.getStore() ?? latest;
}

/** The cell that the calling code surely belongs to, or undefined for the kernel's own code. */
export function owningCell(): CellRun | undefined {
  return storage.getStore();
}

const stopped = new WeakSet<CellRun>();
let stoppedUpTo = 0;

/** Notes that a cell is interrupted. What still fails in it afterwards is of no interest, and its timers fall silent. */
export function stopCell(run: CellRun): void {
  stopped.add(run);
}

/** Notes that all cells so far are interrupted, because an interrupt came while none was running. */
export function stopAllCells(): void {
  stoppedUpTo = latest?.executionCount ?? 0;
}

/** Whether a cell has been interrupted. */
export function isStopped(run: CellRun): boolean {
  return stopped.has(run) || run.executionCount <= stoppedUpTo;
}
