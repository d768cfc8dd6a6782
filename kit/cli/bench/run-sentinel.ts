import { writeFile } from "node:fs/promises";
import { compareSentinel, sentinelText } from "@swarmlab/labs/bench";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import type { BenchRequest } from "./bench-request.ts";

const INTERRUPTED = 130;
const USUAL_AGENTS = [50, 100, 200];
/** A small index and few processes: it shows that all works, and its figures are not the Sentinel's. */
const QUICK = { issues: 2_000, processes: 4, services: 30 } as const;

/**
 * Compares the Sentinel's threads with the old way, instead of approaches with each other.
 * Measures, prints the table and writes the JSON asked for.
 *
 * @returns the exit code: 0 when both ways came to the same findings
 */
export async function runSentinelBench(
  { files }: Pick<BenchRequest, "files">,
  { agents = USUAL_AGENTS, quick }: { readonly agents?: readonly number[]; readonly quick: boolean },
  { out, err, signal }: CommandTools,
): Promise<number> {
  if (files.html !== undefined || files.csv !== undefined)
    throw new CommandFailure("The workload sentinel writes --json only; leave out --html and --csv.", 2);
  try {
    const result = await compareSentinel({
      ...{ agents, signal, onProgress: (text) => err.write(`… ${text}\n`) },
      ...(quick ? QUICK : {}),
    });
    out.write(`${sentinelText(result)}\n`);
    if (files.json !== undefined) await writeFile(files.json, `${JSON.stringify(result, null, 2)}\n`);
    return result.sameFindings ? 0 : 1;
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    throw error;
  }
}
