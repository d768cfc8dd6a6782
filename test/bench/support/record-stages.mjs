/**
 * Loaded into every process and thread of `npm run grade` by NODE_OPTIONS: adds up the stages that it publishes, and
 * writes the sums into a file of its own in the folder SWARMLAB_STAGES.
 */
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";

const WRITE_INTERVAL_MS = 200;
const folder = process.env.SWARMLAB_STAGES;

if (folder !== undefined) {
  /** @type {Record<string, { times: number, milliseconds: number }>} */
  const sums = {};
  let isWritten = true;
  const write = () => {
    if (!isWritten) writeFileSync(join(folder, `${process.pid}-${threadId}.json`), JSON.stringify(sums));
    isWritten = true;
  };
  subscribe("swarmlab:stage", (message) => {
    const { stage, milliseconds } = /** @type {import("../../../kit/common/timed-stage.ts").StageTime} */ (
      message
    );
    sums[stage] ??= { times: 0, milliseconds: 0 };
    sums[stage].times += 1;
    sums[stage].milliseconds += milliseconds;
    isWritten = false;
  });
  // A thread that is terminated runs no exit handler, so the sums are written now and then.
  setInterval(write, WRITE_INTERVAL_MS).unref();
  process.on("exit", write);
}
