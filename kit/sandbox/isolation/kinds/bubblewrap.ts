import { openSync } from "node:fs";
import type { RunnerCommand } from "../../process/index.ts";
import { prlimitArguments } from "../limits.ts";
import type { BubblewrapPlan } from "../plan.ts";
import { becomeSomebody } from "../unprivileged-users.ts";
import { type Inside, insideCommand, insideEnvironment } from "./inside.ts";

/** The descriptor that bubblewrap reads the filter from. */
const filterDescriptor = 4;

/** Runs the runner in bubblewrap: namespaces of its own, a root of its own that cannot be written, and a filter for system calls. */
export function bubblewrap(plan: BubblewrapPlan, runner: RunnerCommand): Inside {
  const { image, limits } = plan;
  const filter = image.filters?.[runner.processes ? "processes" : "threads"];
  const [file = "", ...args] = [
    ...becomeSomebody(plan.users),
    plan.program,
    ...["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"],
    "--unshare-cgroup-try",
    ...(plan.disablesNamespaces ? ["--disable-userns"] : []),
    ...["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"],
    ...["--hostname", "lab", "--clearenv"],
    ...Object.entries(insideEnvironment(runner)).flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--ro-bind", image.root, "/", "--proc", "/proc", "--dev", "/dev"],
    ...[
      "--size",
      String(limits.temporaryBytes),
      "--tmpfs",
      "/tmp",
      "--remount-ro",
      "/dev",
      "--chdir",
      "/tmp",
    ],
    ...(filter === undefined ? [] : ["--seccomp", String(filterDescriptor)]),
    "--",
    "/bin/prlimit",
    ...prlimitArguments(limits),
    ...insideCommand(image, runner),
  ];
  // What bubblewrap itself gets can be read inside, as the environment of process 1.
  return { file, args, env: {}, cwd: "/", files: filter === undefined ? [] : [openSync(filter, "r")] };
}
