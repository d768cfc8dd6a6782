/**
 * An editor's agents as threads that share syntax trees, against the same agents as processes that pass them as JSON:
 * `node test/bench/editor-agents.bench.ts`. It measures on a copy of this project's own labs.
 */
import { join } from "node:path";
import { compareEditors, measureTreeHandOver, type TreeHandOverCost } from "@swarmlab/labs/editor-agents";
import { line } from "./support/compare.ts";

const folder = join(import.meta.dirname, "../../labs");
const ms = (seconds: number) => `${(seconds * 1000).toFixed(seconds < 0.01 ? 2 : 0)} ms`;
const size = (bytes: number) =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;

const [shared, json] = await measureTreeHandOver(folder);
if (shared !== undefined && json !== undefined) {
  console.log(`All trees of labs, ${shared.files} files, to another agent:`);
  for (const { way, packSeconds, handOverSeconds, handOverProcessorSeconds, visitSeconds, bytes } of [
    shared,
    json,
  ]) {
    line(`  ${way}: making them ready`, ms(packSeconds), "");
    line(`  ${way}: until the reader holds them all`, ms(handOverSeconds), "");
    line(`  ${way}: processor time of that`, ms(handOverProcessorSeconds), "");
    line(`  ${way}: visiting every node once, from then on`, ms(visitSeconds), "");
    line(`  ${way}: bytes moved`, size(bytes), "");
  }
  const ratio = json.handOverSeconds / shared.handOverSeconds;
  line(
    "  until the reader holds them all, JSON to shared memory",
    `${ratio.toFixed(0)}×`,
    "wanted: 100× or more",
  );
  const whole = ({ packSeconds, handOverSeconds, visitSeconds }: TreeHandOverCost) =>
    packSeconds + handOverSeconds + visitSeconds;
  const all = whole(json) / whole(shared);
  line("  with making ready and visiting, JSON to shared memory", `${all.toFixed(1)}×`, "");
}

// A file in the middle of labs, with a quick test of its own.
const costs = await compareEditors({ folder, file: "common/format-numbers.ts" });
for (const cost of costs) {
  console.log(`The agents as ${cost.way}, ${cost.saves} saves of common/format-numbers.ts:`);
  const isThreads = cost.way === "threads";
  line(
    "  from a save to the verdict of its tests",
    ms(cost.verdictSeconds),
    isThreads ? "wanted: 600 ms or less" : "",
  );
  line("  processor time of a save, all threads and processes", ms(cost.saveProcessorMs / 1000), "");
  line("  bytes moved at a save", size(cost.saveBytes), "");
  line("  event loop held up during saves, 99th percentile", ms(cost.saveDelayMs / 1000), "");
  line("  from the start until all wait for a save", ms(cost.startSeconds), "");
  line("  bytes moved until then", size(cost.startBytes), "");
  line("  event loop held up until then, longest", ms(cost.startDelayMs / 1000), "");
}
