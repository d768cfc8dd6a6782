import { execFile, execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import type { FindSandboxOptions } from "./find-sandbox-options.ts";
import { buildImage, type Image } from "./image/build-image.ts";
import { findProgram } from "./image/program-files.ts";
import { importImage, removeImage, removeLeftContainers } from "./kinds/docker-image.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { Sandbox, SandboxMissing } from "./sandbox.ts";
import type { SandboxConfig, UnprivilegedUsers } from "./sandbox-config.ts";
import { selfTest } from "./self-test/self-test.ts";
import { selfTestUser } from "./self-test/self-test-user.ts";
import { startProblem } from "./start-problem.ts";
import { unprivilegedUsers } from "./unprivileged-users.ts";

const missing = (sentence: string, why = sentence): SandboxMissing => ({ kind: "missing", sentence, why });
const go =
  "Install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap), or ask for another way with --sandbox docker or, as root, --sandbox user, or for none at all with --sandbox none.";

/** How long the daemon of Docker may take to reply. */
const DOCKER_TIMEOUT_MS = 20_000;

/**
 * See `findSandbox`.
 * @param build - makes the file system of namespaces. @default one of this process alone
 */
export async function searchSandbox(
  options: FindSandboxOptions,
  build: (root: string, programs: readonly string[]) => Promise<Image> = buildImage,
): Promise<Sandbox | SandboxMissing> {
  const { prefer } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const root = resolve(options.root);
  if (prefer === "none") return noSandbox(root, limits);
  if (prefer === "docker") return findDocker(root, limits);
  if (process.platform !== "linux")
    return missing(
      `A sandbox needs Linux, and this is ${process.platform}: grade on Linux or with --sandbox docker, or without a sandbox with --sandbox none.`,
    );
  const users = unprivilegedUsers();
  if (users === "missing")
    return missing(
      "setpriv is missing, which takes root's rights away: install util-linux, or grade as a user who is not root.",
    );
  const lacks = ["prlimit"].find((name) => findProgram(name) === undefined);
  if (lacks) return missing(`${lacks} is missing: install util-linux.`);
  if (prefer === "user") return findUser(root, limits, users, options.outOfReach ?? []);
  const reasons: string[] = [];
  for (const kind of ["bwrap", "unshare"] as const) {
    if (prefer !== undefined && prefer !== kind) continue;
    const program = findProgram(kind);
    if (program === undefined) {
      reasons.push(kind === "bwrap" ? "bubblewrap is not installed" : "unshare is not installed");
      continue;
    }
    const image = await build(root, kind === "bwrap" ? ["prlimit"] : ["prlimit", "umount", "setpriv", "sh"]);
    const common = { image, limits, program, ...(users ? { users } : {}) };
    const config: SandboxConfig =
      kind === "bwrap"
        ? { kind, ...common, disablesNamespaces: offers(program, "--disable-userns") }
        : { kind, ...common };
    const problem = await startProblem(config, root);
    if (problem === undefined) return sandbox(config, root, describe(config), () => removeFolder(image));
    await removeFolder(image);
    reasons.push(`${kind === "bwrap" ? "bubblewrap" : "unshare"} cannot make namespaces here (${problem})`);
  }
  const why = reasons.join(", and ");
  return missing(`Answers cannot be walled in on this machine: ${why}. ${go}`, why);
}

async function findUser(
  root: string,
  limits: Limits,
  users: UnprivilegedUsers | undefined,
  outOfReach: readonly string[],
): Promise<Sandbox | SandboxMissing> {
  const prlimit = findProgram("prlimit");
  if (users === undefined || prlimit === undefined)
    return missing(
      "Only root can run answers as other users: run this as root, or leave --sandbox user out.",
    );
  const image = await buildImage(root, []);
  const config: SandboxConfig = { kind: "user", image, limits, users, prlimit, outOfReach };
  const problem = await startProblem(config, root);
  if (problem === undefined) return sandbox(config, root, describe(config), () => removeFolder(image));
  await removeFolder(image);
  return missing(`Answers cannot run as other users here (${problem}): leave --sandbox user out.`);
}

async function findDocker(root: string, limits: Limits): Promise<Sandbox | SandboxMissing> {
  const program = findProgram("docker");
  if (program === undefined)
    return missing("docker is not installed: install it, or leave --sandbox docker out.");
  const lacks = ["prlimit", "sh"].find((name) => findProgram(name) === undefined);
  if (lacks) return missing(`${lacks} is missing on this machine, and goes into the container: install it.`);
  try {
    await promisify(execFile)(program, ["version", "--format", "{{.Server.Version}}"], {
      timeout: DOCKER_TIMEOUT_MS,
    });
  } catch (error) {
    const why = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .split("\n")[0];
    return missing(`docker has no daemon that answers (${why}): start it, or leave --sandbox docker out.`);
  }
  await removeLeftContainers(program);
  const image = await buildImage(root, ["prlimit", "sh"]);
  let config: SandboxConfig;
  try {
    const label = `swarmlab.grader=${process.pid}`;
    config = { kind: "docker", image, limits, program, imageId: await importImage(program, image), label };
  } catch (error) {
    await removeFolder(image);
    return missing(`docker took no image of the lab: ${(error as Error).message.split("\n")[0]}.`);
  }
  const { imageId } = config;
  const close = async () => {
    await removeLeftContainers(program, process.pid);
    await removeImage(program, imageId);
    await removeFolder(image);
  };
  const problem = await startProblem(config, root);
  if (problem === undefined) return sandbox(config, root, describe(config), close);
  await close();
  return missing(`docker cannot run the lab (${problem}): repair it, or leave --sandbox docker out.`);
}

const noSandbox = (root: string, limits: Limits): Sandbox =>
  sandbox({ kind: "none", limits }, root, describe({ kind: "none", limits }), async () => {});

function sandbox(
  config: SandboxConfig,
  root: string,
  description: string,
  close: () => Promise<void>,
): Sandbox {
  const { kind, limits } = config;
  return {
    kind,
    config,
    limits,
    description,
    close,
    selfTest: () => (config.kind === "user" ? selfTestUser(config, root) : selfTest(config, root)),
  };
}

const removeFolder = ({ folder }: Image) => rm(folder, { recursive: true, force: true, maxRetries: 3 });

/** Whether a program knows an option. */
function offers(program: string, option: string): boolean {
  try {
    return execFileSync(program, ["--help"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).includes(option);
  } catch {
    return false;
  }
}

function describe(config: SandboxConfig): string {
  if (config.kind === "none")
    return "no sandbox: answers ran as ordinary processes of this machine, with its files and its network";
  const { image, limits } = config;
  if (config.kind === "user")
    return `a second user: each answer ran as a user of its own without rights or access to the grader's files, with ${Math.round(limits.memoryBytes / 1048576)} MB and ${limits.tasks} tasks; it could use the network, see the names of processes, and write to the temporary folders`;
  const bounds = `${Math.round(limits.memoryBytes / 1048576)} MB, ${limits.tasks} tasks, no network, no file of this machine`;
  if (config.kind === "docker") return `docker: a container for each answer (${bounds})`;
  const user = config.users ? ", a user of its own" : "";
  if (config.kind === "unshare") return `unshare: namespaces of its own for each answer${user} (${bounds})`;
  const filter = image.filters ? ", a filter for system calls" : "";
  return `bubblewrap: namespaces of its own for each answer${filter}${user} (${bounds})`;
}
