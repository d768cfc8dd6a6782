import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, processTree } from "../../../common/process-tree.ts";
import { AnswerFault } from "../../process/answer-fault.ts";
import { AnswerProcess } from "../../process/answer-process.ts";
import { loadAnswer } from "../../process/answer-processes.ts";
import type { RemoteSubmission } from "../../process/remote-submission.ts";
import type { Probe, SelfTestResult } from "../sandbox.ts";
import type { SandboxConfig } from "../sandbox-config.ts";
import { sandboxLauncher } from "../sandbox-launcher.ts";
import { probeCode } from "./probe-code.ts";

const megabyte = 1024 * 1024;
/** How long the probes of one process may take. */
const PROBES_TIMEOUT_MS = 20_000;

/**
 * Tries a sandbox from inside, harmlessly.
 * @param root - the course's folder
 */
export async function selfTest(config: SandboxConfig, root: string): Promise<SelfTestResult> {
  if (config.kind === "none")
    return { held: false, probes: [], sentence: "Nothing was tried, as there is no sandbox." };
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-self-test-"));
  try {
    const probes = (
      await Promise.all([
        probing(config, root, directory, false, (submission, answer) =>
          views(submission, answer, config, root, directory),
        ),
        probing(
          { ...config, limits: { ...config.limits, memoryBytes: 256 * megabyte } },
          root,
          directory,
          false,
          memory,
        ),
        probing({ ...config, limits: { ...config.limits, tasks: 48 } }, root, directory, true, tasks),
      ])
    ).flat();
    return resultOf(probes);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The result of all probes. */
export function resultOf(probes: readonly Probe[]): SelfTestResult {
  const broken = probes.filter((probe) => !probe.held);
  const sentence =
    broken.length === 0
      ? `The sandbox held in all of ${probes.length} probes.`
      : `The sandbox did not hold: ${broken.map(({ name, saw }) => `${name} (${saw})`).join("; ")}.`;
  return { held: broken.length === 0, probes, sentence };
}

type Probing = (submission: RemoteSubmission, answer: AnswerProcess) => Promise<Probe[]>;

/**
 * Loads the probes into a process in the sandbox. An error there is a probe that did not hold.
 * @param more - code with further probes
 */
export async function probing(
  config: SandboxConfig,
  root: string,
  directory: string,
  processes: boolean,
  probes: Probing,
  more = "",
): Promise<Probe[]> {
  const answer = new AnswerProcess({ root, directory, processes, launcher: sandboxLauncher(config, root) });
  const timer = setTimeout(() => void answer.end(), PROBES_TIMEOUT_MS);
  try {
    return await probes(await loadAnswer(answer, { code: probeCode + more, file: "/probe.js" }), answer);
  } catch (error) {
    return [{ name: "the probes run to their end", held: false, saw: (error as Error).message }];
  } finally {
    clearTimeout(timer);
    await answer.end();
  }
}

/** What an answer sees of the machine, and what it can do to it. */
async function views(
  submission: RemoteSubmission,
  answer: AnswerProcess,
  config: SandboxConfig,
  root: string,
  directory: string,
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
  if (config.kind === "bwrap" && config.image.filters) {
    const saw = await call("start");
    probe("no process can be started", saw === "EPERM", saw);
  }
  if (config.kind !== "docker") probes.push(await dies(answer));
  return probes;
}

/** Matches a path as a whole, and all paths below it. */
const startOf = (path: string) => new RegExp(`(?<![\\w.-])${RegExp.escape(path)}(?=[\\s/:,])`);

/** All processes inside end with the first one. */
async function dies(answer: AnswerProcess): Promise<Probe> {
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

/** Takes more memory than the limit. */
export async function memory(submission: RemoteSubmission): Promise<Probe[]> {
  const name = "an answer that takes too much memory is ended";
  try {
    const held = await submission.call("hold", 512 * megabyte);
    return [{ name, held: false, saw: `${held * 8} MB` }];
  } catch (error) {
    return [{ name, held: AnswerFault.is(error), saw: (error as Error).message }];
  }
}

async function tasks(submission: RemoteSubmission): Promise<Probe[]> {
  const most = Number(await submission.call("tasks", 6));
  return [{ name: "the number of tasks is bounded", held: most > 0 && most <= 52, saw: `${most} tasks` }];
}

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
