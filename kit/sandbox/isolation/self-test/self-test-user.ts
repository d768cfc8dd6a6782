import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnswerProcess } from "../../process/answer-process.ts";
import type { RemoteSubmission } from "../../process/remote-submission.ts";
import { processesOf } from "../processes.ts";
import type { Probe, SelfTestResult } from "../sandbox.ts";
import type { UserConfig } from "../sandbox-config.ts";
import {
  PROBED_MEMORY,
  PROBED_TASKS,
  type ProbePlace,
  probeMemory,
  probeTasks,
  resultOf,
  runProbes,
} from "./run-probes.ts";

/** Functions that only these probes use. */
const userProbes = `
exports.open = (files) => files.map((file) => attempt(() => (fs.closeSync(fs.openSync(file)), "open")));
exports.create = (files) => files.map((file) => attempt(() => (fs.closeSync(fs.openSync(file, "a")), "open")));
exports.who = () => [process.getuid(), process.getgid(), process.getgroups().length];
exports.status = () => fs.readFileSync("/proc/self/status", "utf8");
exports.rise = () => attempt(() => process.setuid(0));
const own = () => fs.readdirSync("/proc").filter((name) => { try { return /^\\d+$/.test(name) && fs.statSync("/proc/" + name).uid === process.getuid(); } catch { return false; } });
exports.ownTasks = async (children) => {
  const { spawn } = require("node:child_process");
  const started = Array.from({ length: children }, () => { try { return spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "ignore" }).on("error", () => {}); } catch {} });
  let most = 0;
  for (let look = 0; look < 20; look++) {
    most = Math.max(most, own().reduce((sum, pid) => { try { return sum + fs.readdirSync("/proc/" + pid + "/task").length; } catch { return sum; } }, 0));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const child of started) child?.kill("SIGKILL");
  return most;
};
exports.leave = () => { require("node:child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "ignore", detached: true }).unref(); return process.getuid(); };
`;

/**
 * Tries what a user without rights must not be able to do where there are no namespaces.
 * @param root - the course's folder, which only this process's user may read
 */
export async function selfTestUser(config: UserConfig, root: string): Promise<SelfTestResult> {
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-self-test-"));
  const place = { config, root, directory, code: userProbes };
  const limited = (limits: Partial<UserConfig["limits"]>) => ({
    ...place,
    config: { ...config, limits: { ...config.limits, ...limits } },
  });
  try {
    const probes = await Promise.all([
      runProbes(place, (submission) => rights(place, submission)),
      runProbes(limited(PROBED_MEMORY), probeMemory),
      runProbes({ ...limited(PROBED_TASKS), processes: true }, (submission) =>
        probeTasks(submission, "ownTasks"),
      ),
      runProbes({ ...place, processes: true }, leftovers),
    ]);
    return resultOf(probes.flat());
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the user can reach. */
async function rights(
  { config, root, directory }: ProbePlace & { readonly config: UserConfig },
  submission: RemoteSubmission,
): Promise<Probe[]> {
  const probes: Probe[] = [];
  const probe = (name: string, held: boolean, saw: unknown) =>
    probes.push({ name, held, saw: typeof saw === "string" ? saw : JSON.stringify(saw) });
  const call = async (name: string, ...args: unknown[]) => submission.call(name, ...args);
  const secret = join(directory, "secret");
  writeFileSync(secret, "secret");

  const inside = ["test/checks", "solutions", "package.json"].map((name) => join(root, name));
  const reads: string[] = await call("open", [
    root,
    ...inside,
    ...config.outOfReach,
    secret,
    "/etc/shadow",
    `/proc/${process.pid}/environ`,
    `/proc/${process.pid}/mem`,
    `/proc/${process.pid}/fd`,
  ]);
  probe("the grader's files and memory cannot be read", !reads.includes("open"), reads);
  const folders = [
    root,
    join(root, "test/checks"),
    ...config.outOfReach,
    config.image.root,
    config.image.folder,
  ];
  const writes: string[] = await call("create", [
    ...folders.map((folder) => join(folder, "x")),
    ...config.outOfReach,
    secret,
    join(config.image.root, "bin/node"),
    join(config.image.root, config.image.runner),
    "/etc/passwd",
    "/x",
  ]);
  probe("they and the answer's own tools cannot be written", !writes.includes("open"), writes);

  const [id, group, groups]: number[] = await call("who");
  const isOwnUser = (id ?? 0) >= config.users.first && group === id && (groups ?? 2) <= 1;
  probe("the answer is a user of its own, in no group", isOwnUser, [id, group, groups]);
  const status = String(await call("status"));
  const isBare = /^CapEff:\s+0+$/m.test(status) && /^CapBnd:\s+0+$/m.test(status);
  probe("it has no right, and can get none", isBare && /^NoNewPrivs:\s+1$/m.test(status), status.length);
  const risen = await call("rise");
  probe("it cannot become root", risen !== "done", risen);
  const signal = await call("signal", process.pid);
  probe("the grader cannot be signalled", signal !== "done", signal);

  const limits = String(await call("limits"));
  const bounded = ["Max cpu time", "Max file size", "Max open files", "Max processes"].filter((limit) =>
    new RegExp(`^${limit}\\s+\\d+\\s+\\d+`, "m").test(limits),
  );
  probe("processor time, files, descriptors and tasks are bounded", bounded.length === 4, bounded);
  return probes;
}

/** A process that has left its parent and its group ends with the answer, too. */
async function leftovers(submission: RemoteSubmission, answer: AnswerProcess): Promise<Probe[]> {
  const id = Number(await submission.call("leave"));
  const before = processesOf(id).length;
  await answer.end();
  const deadline = performance.now() + 3000;
  let left = processesOf(id).length;
  while (left > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    left = processesOf(id).length;
  }
  const held = before > 1 && left === 0;
  return [{ name: "everything it started ends with it", held, saw: `${left} of ${before} processes left` }];
}
