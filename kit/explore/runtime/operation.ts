import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import type { OperationRecord } from "./operation-record.ts";
import { plainData } from "./plain-data.ts";
import { type Frame, GENERATOR, Suspension } from "./suspensions.ts";
import { callFunction } from "./virtual-promise.ts";

function* recorded(name: string, args: readonly unknown[], work: (...args: never[]) => unknown): Frame {
  const { thread } = now;
  const log = thread?.world.operations;
  const record: OperationRecord | undefined = thread &&
    log && {
      thread: thread.index,
      name: String(name),
      args: args.map(plainData),
      from: 0,
      to: Number.POSITIVE_INFINITY,
      result: undefined,
      hasThrown: false,
    };
  if (record) log?.begin(record);
  try {
    let result = callFunction(work, undefined, [...args]);
    if (result instanceof Suspension) result = yield result;
    if (record) {
      record.result = plainData(result);
      log?.end(record);
    }
    return result;
  } catch (error) {
    if (record) {
      record.hasThrown = true;
      record.result = plainData(error);
      log?.end(record);
    }
    throw error;
  }
}

/** `operation(name, args, work)`: calls `work(...args)` and records it in the history of the run. */
export const operation = Object.assign(
  (name: string, args: readonly unknown[], work: (...args: never[]) => unknown) =>
    drive(recorded(name, args, work)),
  { [GENERATOR]: recorded },
);
