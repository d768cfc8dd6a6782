import { randomUUID } from "node:crypto";
import type { RunnerCommand } from "../../process/sandboxed-command.ts";
import { prlimitArguments } from "../limits.ts";
import type { DockerConfig } from "../sandbox-config.ts";
import { type CommandWithFiles, runnerInSandbox, sandboxEnvironment } from "./sandboxed-runner.ts";

/** Only the standard streams reach a container. They become the channel; what the answer prints goes to the stream of its errors. */
const script = 'exec 3>&1 4<&0 </dev/null >&2; exec "$@"';

/** The command that runs the runner in a container: no network, a read-only root, no capabilities. */
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
    ...["--tmpfs", `/tmp:rw,nosuid,nodev,size=${limits.temporaryBytes},nr_inodes=20000,mode=1777`],
    ...Object.entries(sandboxEnvironment(runner)).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    imageId,
    // The container limits the tasks. A limit of the kernel would count those of all containers, which have the same user.
    ...[
      "/bin/sh",
      "-c",
      script,
      "sh",
      "/bin/prlimit",
      ...prlimitArguments({ ...limits, tasks: Number.POSITIVE_INFINITY }),
    ],
    ...runnerInSandbox(image, runner),
  ];
  return { file: program, args, env: clientEnvironment(), cwd: "/", files: [], container };
}

/** The environment variables with which the client finds its daemon. */
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
