import { openSync } from "node:fs";
import type { RunnerCommand } from "../../process/sandboxed-command.ts";
import { coversOf } from "../image/covers.ts";
import { prlimitArguments } from "../limits.ts";
import type { BubblewrapConfig } from "../sandbox-config.ts";
import { asUnprivilegedUser } from "../unprivileged-users.ts";
import { type CommandWithFiles, runnerInSandbox, sandboxEnvironment } from "./sandboxed-runner.ts";

/** The descriptor that bubblewrap reads the filter from. */
const filterDescriptor = 5;

/** The command that runs the runner in bubblewrap: its own namespaces, a read-only root, and a filter for system calls. */
export function bubblewrap(config: BubblewrapConfig, runner: RunnerCommand): CommandWithFiles {
  const { image, limits } = config;
  const filter = image.filters?.[runner.processes ? "processes" : "threads"];
  const [file = "", ...args] = [
    ...asUnprivilegedUser(config.users),
    config.program,
    ...["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"],
    "--unshare-cgroup-try",
    ...(config.disablesNamespaces ? ["--disable-userns"] : []),
    ...["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534"],
    ...["--hostname", "lab", "--clearenv"],
    ...Object.entries(sandboxEnvironment(runner)).flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--ro-bind", image.root, "/"],
    ...coversOf(image, runner.forbidden).flatMap(({ file, inside }) => ["--ro-bind", file, inside]),
    ...["--proc", "/proc", "--dev", "/dev"],
    // Over the terminals that an answer could make: the kernel's memory for them is counted for no process.
    ...["--tmpfs", "/dev/pts", "--remount-ro", "/dev/pts"],
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
    ...runnerInSandbox(image, runner),
  ];
  // An answer can read the environment of bubblewrap itself, which is process 1 inside. So it is empty.
  return { file, args, env: {}, cwd: "/", files: filter === undefined ? [] : [openSync(filter, "r")] };
}
