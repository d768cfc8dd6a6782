import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmEnv } from "../../../kit/lab/setup/npm-packages.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { type RunResult, run } from "../../../kit/lab/setup/run.mjs";
import { checkout } from "../../kit/lab/support/project.ts";

/** What containers may use, and the runtime that root has: the machine's own settings are not read. */
const containersConf = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
`;

/** buildah with images and containers of its own in a temporary folder, which `remove()` deletes. */
export class ImageStore {
  readonly folder = mkdtempSync(join(tmpdir(), "swarmlab-images-"));
  readonly #env: NodeJS.ProcessEnv;

  get #store(): string[] {
    return ["--root", join(this.folder, "store"), "--runroot", join(this.folder, "run")];
  }

  constructor() {
    const conf = join(this.folder, "containers.conf");
    writeFileSync(conf, containersConf);
    const env = npmEnv(placesOf(checkout));
    const PATH = `${env.PATH}:/usr/sbin:/sbin`;
    this.#env = { ...env, PATH, CONTAINERS_CONF: conf, TMPDIR: this.folder };
  }

  /** Runs buildah to its end; the time limit is in milliseconds. */
  buildah(args: readonly string[], timeout = 300_000): Promise<RunResult> {
    return run("buildah", [...this.#store, ...args], { cwd: checkout, env: this.#env, timeout });
  }

  /** Runs podman, which sees the same images, to its end; the time limit is in milliseconds. */
  podman(args: readonly string[], timeout = 120_000): Promise<RunResult> {
    return run("podman", [...this.#store, ...args], { cwd: checkout, env: this.#env, timeout });
  }

  /** Runs another program to its end. @throws when it fails */
  async must(command: string, ...args: string[]): Promise<RunResult> {
    return succeeded(await run(command, args, { env: this.#env, timeout: 600_000 }), command);
  }

  /** Runs a program in a container, with the machine's own network. */
  inContainer(container: string, command: readonly string[], options: readonly string[] = []) {
    const isolation = ["--isolation", "chroot", "--network", "host", ...options];
    return this.buildah(["run", ...isolation, container, "--", ...command]);
  }

  async remove(): Promise<void> {
    await this.buildah(["rm", "--all"]);
    await this.buildah(["rmi", "--all", "--force"]);
    for (const folder of mountsUnder(this.folder)) await run("umount", [folder]);
    const left = mountsUnder(this.folder);
    if (left.length > 0) throw new Error(`still mounted: ${left.join(", ")}`);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Gives back how a program ended. @throws with what it printed last when it failed */
export function succeeded(result: RunResult, name: string): RunResult {
  if (result.ok) return result;
  throw new Error(`${name} failed (${result.code}):\n${result.output.slice(-3000)}`);
}

/** What is mounted in a folder, the innermost first. */
function mountsUnder(folder: string): string[] {
  return readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((path) => path.startsWith(`${folder}/`))
    .sort()
    .reverse();
}

const programs = ["buildah", "runc", "debootstrap", "tar", "npm"];
/** What podman needs to run pods with names for each other. */
const podPrograms = ["podman", "catatonit", "conmon"];
const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/sbin"];

/** Why no pods can be run on this machine, from images that are built here; undefined when they can. */
export function whyNoPods(mirror: string): Promise<string | undefined> {
  return whyNoImage(mirror, podPrograms);
}

/** Why no image can be built on this machine; undefined when one can. */
export async function whyNoImage(mirror: string, more: readonly string[] = []): Promise<string | undefined> {
  if (process.platform !== "linux") return "only Linux makes a Debian without a registry";
  if (process.getuid?.() !== 0) return "only root can make a Debian and build on it";
  for (const program of [...programs, ...more])
    if (!folders.some((folder) => existsSync(join(folder, program)))) return `${program} is not installed`;
  const answer = await fetch(`${mirror}/dists/stable/InRelease`, {
    method: "HEAD",
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  if (!answer?.ok) return `${mirror} cannot be reached`;
  const store = new ImageStore();
  try {
    await store.buildah(["from", "--name", "trial", "scratch"]);
    const mounted = await store.buildah(["mount", "trial"]);
    return mounted.ok ? undefined : `buildah cannot mount a container here: ${mounted.output.trim()}`;
  } finally {
    await store.buildah(["umount", "--all"]);
    await store.remove();
  }
}
