import { executorNames } from "../../swarm/index.ts";
import { WORKLOADS } from "../workloads/workloads.ts";

/** What `npm run bench -- --help` prints. */
export function helpText(): string {
  const workloads = WORKLOADS.map(
    ({ name, summary }) => `                      ${name.padEnd(7)} ${summary}`,
  );
  return `Usage: npm run bench [-- options]

Runs the same swarm of agents in every approach, each run in a fresh process, and says which was fastest and why.
Takes a few minutes; close other programs meanwhile. Ctrl-C shows what has been measured so far.

Options:
  --agents LIST     numbers of agents to measure with (default: 2,4,8)
  --approaches LIST some of: ${executorNames().join(", ")} (default: all)
  --workload NAME   what the agents do (default: mixed):
${workloads.join("\n")}
  --repeats N       rounds; an interval is claimed from six on (default: 6, with --quick 3)
  --python auto|off also measure python3.14t, python3.14 and python3.13 where they are on PATH (default: auto)
  --json FILE       write the report as JSON
  --html FILE       write the report as a page with charts that needs no network
  --csv FILE        write the rows as CSV
  --quick           agents of 0.15 s instead of 0.5 s and three rounds: done within a minute on 2 cores
  --help            this text

Exit code: 0 when everything was measured, 1 when some of it was not, 2 for wrong use, 130 after Ctrl-C.
`;
}
