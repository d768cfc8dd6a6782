/**
 * What watching a swarm costs: `node test/bench/live.bench.ts`. It compares the CPU time of the coordinator's thread with
 * and without the view, from the swarm's start to its end, and prints the difference as a share of the CPU time of all
 * agents. The time of the chart at the end is printed separately.
 */
import { createHmac } from "node:crypto";
import { PassThrough } from "node:stream";
import { agent, DataAnalyst } from "@swarmlab/labs/agents";
import { runMultiAgentSystem, type SwarmOptions } from "@swarmlab/labs/swarm";
import { watch } from "../../kit/live/index.ts";
import { FakeBridge } from "../kit/live/support/fake-bridge.ts";
import { compare, line } from "./support/compare.ts";

const quiet = { announce: false } as const;

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A notebook that does with each output what the kernel does, short of sending it. */
class SigningBridge extends FakeBridge {
  updates = 0;
  bytes = 0;
  /** When the last state was shown, on the clock of this thread's CPU time. The chart follows. */
  endedAt = 0;

  override display(data: Record<string, unknown>): void {
    if (!("text/html" in data)) return;
    const message = JSON.stringify(data);
    createHmac("sha256", "key").update(message).digest("hex");
    this.updates++;
    this.bytes += message.length;
    this.endedAt = threadMs();
  }
}

function costs(options: SwarmOptions) {
  const last = { updates: 0, bytes: 0, chartMs: 0 };
  return {
    last,
    plain: async () => {
      const start = threadMs();
      await runMultiAgentSystem({ ...quiet, ...options });
      return threadMs() - start;
    },
    notebook: async () => {
      using bridge = new SigningBridge();
      const start = threadMs();
      await watch({ ...quiet, ...options });
      Object.assign(last, {
        updates: bridge.updates,
        bytes: bridge.bytes / bridge.updates,
        chartMs: threadMs() - bridge.endedAt,
      });
      return bridge.endedAt - start;
    },
    terminal: async () => {
      const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
      stream.resume();
      const start = threadMs();
      await watch({ ...quiet, ...options, stream });
      return threadMs() - start;
    },
  };
}

const analysts = (count: number, input: number): SwarmOptions => ({
  agents: Array.from({ length: count }, (_, id) => agent(DataAnalyst, id, input)),
});

// Work of a known size, so that what other programs take of the machine changes the time but not the share.
const swarms: [string, SwarmOptions][] = [
  ["8 long agents", analysts(8, 400_000_000)],
  ["400 agents", analysts(400, 10_000_000)],
  ["10,000 tiny agents", analysts(10_000, 80_000)],
];

for (const [name, options] of swarms) {
  const { plain, notebook, terminal, last } = costs(options);
  const [startedMs, started] = [processMs(), performance.now()];
  await plain();
  const wholeMs = processMs() - startedMs;
  const took = performance.now() - started;
  const medians = await compare({ plain, notebook, terminal }, 3);
  const share = (ms: number) => `${((100 * (ms - medians.plain)) / wholeMs).toFixed(2)} %`;
  console.log(`${name}: ${(wholeMs / 1000).toFixed(2)} s of CPU time in ${(took / 1000).toFixed(2)} s`);
  line("  watched in a notebook, added CPU", share(medians.notebook), "wanted: under 1 %");
  line("  watched in a terminal, added CPU", share(medians.terminal), "wanted: under 1 %");
  line("  updates of the notebook's output", String(last.updates), "");
  line("  size of one", `${(last.bytes / 1000).toFixed(1)} KB`, "");
  line("  the chart, after the run", `${last.chartMs.toFixed(0)} ms`, "");
}
