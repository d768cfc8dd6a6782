import { readBenchRequest } from "./bench/bench-request.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

/** `npm run bench`. Approaches and workloads are written down here, since loading them would slow `--help`; a test compares. */
export const benchCommand = defineCommand(
  {
    name: "bench",
    usage: ["[-- options]"],
    about: `Runs the same swarm of agents in every approach, each run in a fresh process, and says which was fastest and why.
Takes a few minutes; close other programs meanwhile. Ctrl-C shows what has been measured so far.`,
    options: {
      agents: { value: "LIST", help: "numbers of agents to measure with", default: "2,4,8" },
      approaches: {
        value: "LIST",
        help: "some of: sequential, event-loop, worker-threads, child-processes (default: all)",
      },
      workload: {
        value: "NAME",
        help: `what the agents do
mixed   CPU-bound agents of three types: analysts, trainers, validators
code    CPU-bound agents that allocate many small objects: code analysts
io      I/O-bound agents: they only wait
hybrid  agents that wait half of the time and compute in the other half
tiny    agents of a few microseconds: what handing out work costs`,
        default: "mixed",
      },
      repeats: {
        value: "N",
        help: "rounds; an interval is claimed from six on (default: 6, with --quick 3)",
      },
      python: {
        value: "auto|off",
        help: "also measure python3.14t, python3.14 and python3.13 where they are on PATH",
        default: "auto",
      },
      json: { value: "FILE", help: "write the report as JSON" },
      html: { value: "FILE", help: "write the report as a page with charts that needs no network" },
      csv: { value: "FILE", help: "write the rows as CSV" },
      quick: {
        help: "agents of 0.15 s instead of 0.5 s and three rounds: done within a minute on 2 cores",
      },
    },
    closing:
      "Exit code: 0 when everything was measured, 1 when some of it was not, 2 for wrong use, 130 after Ctrl-C.",
  },
  async ({ values }, tools) => {
    const request = readBenchRequest(values);
    const { runBench } = await import("./bench/run-bench.ts");
    return runBench(request, tools);
  },
);

if (import.meta.main) await runInterruptibly(benchCommand);
