import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { type Soak, type SoakSummary, soak } from "./soak.ts";

/** How often the log says how far a soak is, in seconds. */
const LOG_INTERVAL_S = 10;

/** Runs a soak, and writes how it goes and how it ends to a log file, which it replaces. */
export async function loggedSoak(options: Soak, file: string): Promise<SoakSummary> {
  const start = performance.now();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  const log = (line: string) => writeFileSync(file, `${line}\n`, { flag: "a" });
  const { executor, seconds, seed } = options;
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores`;
  log(`${new Date().toISOString()} ${executor}, ${seconds} s, seed ${seed}, ${machine}`);
  let next = 0;
  const onRound: Soak["onRound"] = ({ rounds, survivors, seen, rssBytes }) => {
    const elapsed = (performance.now() - start) / 1000;
    if (elapsed < next) return;
    next = elapsed + LOG_INTERVAL_S;
    const counts = `${rounds} rounds, ${survivors} survivors, ${seen.size} kinds of fault`;
    log(`${elapsed.toFixed(0)} s: ${counts}, ${(rssBytes / 1e6).toFixed(0)} MB`);
  };
  try {
    const summary = await soak({ ...options, onRound });
    log(
      `passed after ${summary.rounds} rounds: ${summary.survivors} survivors, no result lost, nothing leaked`,
    );
    log(`faults: ${[...summary.seen].sort().join(", ")}`);
    return summary;
  } catch (error) {
    log(`failed: ${(error as Error).message}`);
    throw error;
  }
}
