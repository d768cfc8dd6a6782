import { randomUUID } from "node:crypto";
import type { RunnerCommand } from "../../process/sandboxed-command.ts";
import { prlimitArguments } from "../limits.ts";
import type { DockerConfig } from "../sandbox-config.ts";
import { type CommandWithFiles, runnerInSandbox, sandboxEnvironment } from "./sandboxed-runner.ts";

/** A container hands nothing on but the standard streams: they become the channel, and what the answer prints goes with its errors. */
const script = 'exec 3<&0 4>&1 </dev/null >&2; exec "$@"';

/** Runs the runner in a container without a network, with a root that cannot be written, and without any right. */
export function docker(
  config: DockerConfig,
  runner: RunnerCommand,
): CommandWithFiles & { readonly container: string } {
  const { image, limits, program, imageId, label } = config;
  const container = `swarmlab-${randomUUID()}`;
  const args = [
    ...["run", "--rm", "--interactive", "--name", container, "--label", label],
    ...[
      "--network",
      "none",
      "--ipc",
      "none",
      "--read-only",
      "--cap-drop",
      "ALL",
      "--security-opt",
      "no-new-privileges",
    ],
    ...["--user", "65534:65534", "--hostname", "lab", "--workdir", "/tmp", "--pull", "never"],
    ...["--memory", String(limits.memoryBytes), "--memory-swap", String(limits.memoryBytes)],
    ...["--pids-limit", String(limits.tasks), "--log-driver", "none"],
    ...["--tmpfs", `/tmp:rw,nosuid,nodev,size=${limits.temporaryBytes},mode=1777`],
    ...Object.entries(sandboxEnvironment(runner)).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    imageId,
    // The number of tasks is the container's to keep: its user is that of other containers, too.
    ...[
      "/bin/sh",
      "-c",
      script,
      "sh",
      "/bin/prlimit",
      ...prlimitArguments({ ...limits, tasks: Number.POSITIVE_INFINITY }),
    ],
    ...runnerInSandbox(image, runner, [3, 4]),
  ];
  return { file: program, args, env: clientEnvironment(), cwd: "/", files: [], container };
}

/** What the client needs to find its daemon. */
export function clientEnvironment(): Record<string, string> {
  const names = [
    "PATH",
    "HOME",
    "DOCKER_HOST",
    "DOCKER_CONTEXT",
    "DOCKER_CONFIG",
    "DOCKER_CERT_PATH",
    "DOCKER_TLS_VERIFY",
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
