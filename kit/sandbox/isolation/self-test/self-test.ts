import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, processTree } from "../../../common/process-tree.ts";
import type { AnswerProcess } from "../../process/answer-process.ts";
import type { RemoteSubmission } from "../../process/remote-submission.ts";
import type { Probe, SelfTestResult } from "../sandbox.ts";
import type { SandboxConfig } from "../sandbox-config.ts";
import {
  PROBED_MEMORY,
  PROBED_TASKS,
  type ProbePlace,
  probeMemory,
  probeTasks,
  resultOf,
  runProbes,
} from "./run-probes.ts";

/**
 * Tries a sandbox from inside, harmlessly.
 * @param root - the course's folder
 */
export async function selfTest(config: SandboxConfig, root: string): Promise<SelfTestResult> {
  if (config.kind === "none")
    return { held: false, probes: [], sentence: "Nothing was tried, as there is no sandbox." };
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-self-test-"));
  const place = { config, root, directory };
  const limited = (limits: Partial<typeof config.limits>) => ({
    ...place,
    config: { ...config, limits: { ...config.limits, ...limits } },
  });
  try {
    const probes = await Promise.all([
      runProbes(place, (submission, answer) => views(place, submission, answer)),
      runProbes(limited(PROBED_MEMORY), probeMemory),
      runProbes({ ...limited(PROBED_TASKS), processes: true }, (submission) =>
        probeTasks(submission, "tasks"),
      ),
    ]);
    return resultOf(probes.flat());
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What an answer sees of the machine, and what it can do to it. */
async function views(
  { config, root, directory }: ProbePlace,
  submission: RemoteSubmission,
  answer: AnswerProcess,
): Promise<Probe[]> {
  const secret = join(directory, "secret");
  writeFileSync(secret, "secret");
  const call = async (name: string, ...args: unknown[]) => submission.call(name, ...args);
  const probes: Probe[] = [];
  const probe = (name: string, held: boolean, saw: unknown) =>
    probes.push({ name, held, saw: typeof saw === "string" ? saw : JSON.stringify(saw) });

  // A home such as / or /tmp is not tried: sandboxes have those folders, too.
  const home = tmpdir().startsWith(homedir()) ? [] : [homedir()];
  const others = [
    secret,
    join(root, "solutions"),
    join(root, "test/checks"),
    "/etc/shadow",
    "/root",
    ...home,
  ];
  const reads: string[] = await call("read", others);
  probe("files of this machine cannot be read", !reads.includes("there"), reads);
  const writes: string[] = await call("write", [
    "/x",
    "/lab/x",
    "/bin/x",
    "/etc/x",
    "/dev/x",
    secret,
    "/proc/sys/kernel/hostname",
  ]);
  probe("nothing can be written outside /tmp", !writes.includes("written"), writes);
  const filled: string = await call(
    "fill",
    "/tmp",
    2 * (config.kind === "none" ? 0 : config.limits.temporaryBytes),
  );
  probe("/tmp is small", filled === "ENOSPC" || filled === "EDQUOT", filled);

  await listening({ host: "127.0.0.1", port: 0 }, async (server) => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const saw = await call("connect", { host: "127.0.0.1", port });
    probe("no port of this machine can be reached", saw !== "connected", saw);
  });
  const name = `\0swarmlab-${randomUUID()}`;
  await listening({ path: name }, async () => {
    const saw = await call("connect", { path: name });
    probe("no socket of this machine can be reached", saw !== "connected", saw);
  });
  const interfaces: number = await call("interfaces");
  probe("there is no network", interfaces === 0, `${interfaces} interfaces`);

  const [signal, count] = [await call("signal", process.pid), Number(await call("processes"))];
  probe("processes of this machine cannot be signalled", signal !== "done" && signal !== "EPERM", signal);
  probe("processes of this machine cannot be seen", count <= 4, `${count} processes`);
  const reveals = (text: string) =>
    [root, ...home].some((path) => path.length > 1 && `${text} `.match(startOf(path)));
  const [mounts, environment] = [String(await call("mounts")), String(await call("environment"))];
  probe("no mount tells where the course stands", !reveals(mounts), `${mounts.length} bytes`);
  probe("no variable does", !reveals(environment), `${environment.length} bytes`);

  const limits = String(await call("limits"));
  const bounded = ["Max cpu time", "Max file size", "Max open files"].filter((limit) =>
    new RegExp(`^${limit}\\s+\\d+\\s+\\d+`, "m").test(limits),
  );
  probe("processor time, files and descriptors are bounded", bounded.length === 3, bounded);
  if (config.kind === "bwrap" || config.kind === "unshare") {
    const terminal = await call("open", "/dev/ptmx");
    probe("no terminal can be made", terminal !== "opened", terminal);
  }
  if (config.kind === "bwrap" && config.image.filters) {
    const address = await call("connect", { host: "127.0.0.1", port: 1 });
    probe("no socket of the network can be made", address === "EAFNOSUPPORT", address);
    const local = await call("connect", { path: "/tmp/none" });
    probe("no local socket can be made", local === "EAFNOSUPPORT", local);
    const saw = await call("start");
    probe("no process can be started", saw === "EPERM", saw);
  }
  if (config.kind !== "docker") probes.push(await endsTogether(answer));
  return probes;
}

/** Matches a path as a whole, and all paths below it. */
const startOf = (path: string) => new RegExp(`(?<![\\w.-])${RegExp.escape(path)}(?=[\\s/:,])`);

/** All processes inside end with the first one. */
async function endsTogether(answer: AnswerProcess): Promise<Probe> {
  const tree = answer.pid === undefined ? [] : processTree(answer.pid);
  await answer.end();
  const deadline = performance.now() + 2000;
  let left = tree.filter(isAlive);
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    left = left.filter(isAlive);
  }
  return {
    name: "everything inside ends with it",
    held: tree.length > 1 && left.length === 0,
    saw: `${left.length} of ${tree.length} processes left`,
  };
}

/** Runs `use` while a server listens. */
async function listening(
  where: { host: string; port: number } | { path: string },
  use: (server: Server) => Promise<void>,
) {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(where, resolve));
  try {
    await use(server);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
