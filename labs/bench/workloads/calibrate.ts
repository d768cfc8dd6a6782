import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { siblingModule } from "../../common/sibling-module.ts";
import { BenchError } from "../bench-error.ts";
import type { ShiftName } from "./shifts.ts";
import type { PieceSeconds } from "./workload.ts";

/**
 * Measures the pieces of work on this machine, in a process of its own, so that a benchmark can plan agents that take, say,
 * half a second. It takes about 0.3 s for each kind of work.
 *
 * @throws BenchError `CANNOT_RUN`, `ABORTED`
 */
export async function calibrate(shifts: readonly ShiftName[], signal?: AbortSignal): Promise<PieceSeconds> {
  if (shifts.length === 0) return {};
  const entry = fileURLToPath(siblingModule(import.meta.url, "calibrate-entry"));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [entry, ...shifts], {
      timeout: 60_000,
      ...(signal && { signal }),
    });
    return JSON.parse(stdout);
  } catch (cause) {
    if (signal?.aborted) throw new BenchError("ABORTED", "The measurement was stopped.");
    const why = cause instanceof Error ? (cause.message.split("\n").at(-1) ?? "") : String(cause);
    throw new BenchError("CANNOT_RUN", `The machine's speed could not be measured: ${why}`, { cause });
  }
}
