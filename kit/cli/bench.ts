import { readBenchRequest } from "./bench/bench-request.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";

/** `npm run bench`. Approaches and workloads are written down here, since loading them would slow `--help`; a test compares. */
export const benchCommand = defineCommand(
  {
    name: "bench",
    usage: ["[-- options]"],
    about: `Runs the same swarm of agents in every approach, each run in a fresh process, and says which was fastest and why, and
how much of what this machine can do each approach reached. It goes on until that is decided, for about five minutes
at most; close other programs meanwhile. Ctrl-C shows what has been measured so far.`,
    options: {
      agents: {
        value: "LIST",
        help: "numbers of agents to measure with (default: 2,4,8, and on to twice the cores)",
      },
      approaches: {
        value: "LIST",
        help: "some of: sequential, event-loop, worker-threads, child-processes (default: all)",
      },
      workload: {
        value: "NAME",
        help: `what the agents do
mixed      CPU-bound agents of three types: analysts, trainers, validators
analyst    CPU-bound agents of one type: analysts
trainer    CPU-bound agents of one type: trainers
validator  CPU-bound agents of one type: validators
code       CPU-bound agents that allocate many small objects: code analysts
io         I/O-bound agents: they only wait
hybrid     agents that wait half of the time and compute in the other half
tiny       agents of a few microseconds: what handing out work costs
sentinel   the DevOps Sentinel on threads with one index, beside 50 processes with a copy each`,
        default: "mixed",
      },
      workers: {
        value: "warm|cold|both",
        help: "workers that have done such work before, new ones, or both (default: both, with --quick warm)",
      },
      minutes: { value: "N", help: "the time to decide in", default: "5" },
      repeats: {
        value: "N",
        help: "a fixed number of rounds instead (with --quick: 3)",
      },
      python: {
        value: "auto|off",
        help: "also measure python3.14t, python3.14 and python3.13 where they are on PATH",
        default: "auto",
      },
      json: { value: "FILE", help: "write the report as JSON" },
      html: { value: "FILE", help: "write the report as a page with charts that needs no network" },
      csv: { value: "FILE", help: "write the rows as CSV" },
      quick: { help: "three rounds: done within a minute on 2 cores" },
      control: {
        value: "N",
        help: "instead, compare worker threads with themselves N times, and count the false winners",
      },
    },
    closing:
      "Exit code: 0 when everything was measured, 1 when some of it was not, 2 for wrong use, 130 after Ctrl-C.",
  },
  async ({ values }, tools) => {
    const request = readBenchRequest(values);
    if (values.workload === "sentinel") {
      const { runSentinelBench } = await import("./bench/run-sentinel.ts");
      const agents = values.agents === undefined ? undefined : (request.bench.agents as readonly number[]);
      return runSentinelBench(request, { quick: values.quick, ...(agents && { agents }) }, tools);
    }
    const { runBench } = await import("./bench/run-bench.ts");
    return runBench(request, tools);
  },
);

if (import.meta.main) await runInterruptibly(benchCommand);
