import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  AnswerProcess,
  AnswerProcesses,
  loadAnswer,
  processesOf,
  type Sandbox,
  sandboxLauncher,
} from "../../../../kit/sandbox/index.ts";
import { repository, sandboxHere } from "./sandbox-here.ts";

const directory = mkdtempSync(join(tmpdir(), "swarmlab-user-test-"));
let sandbox: Sandbox | undefined;
beforeAll(async () => {
  if (process.getuid?.() === 0) sandbox = await sandboxHere("user");
  else console.warn("Skipped: only root can run answers as another user.");
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(directory, { recursive: true, force: true });
});

const code = `
exports.home = () => [process.getuid(), process.env.HOME];
const { spawn } = require("child_process");
const start = (script) => {
  const child = spawn("/bin/sh", ["-c", script], { detached: true, stdio: "ignore" });
  child.unref();
  return child.pid;
};
const fs = require("fs");
exports.leave = (name, target) => {
  for (const folder of ["/tmp", "/var/tmp", "/dev/shm"]) {
    fs.mkdirSync(folder + "/" + name + "/deep/er", { recursive: true });
    fs.writeFileSync(folder + "/" + name + "/deep/er/note", "25 25140");
    fs.symlinkSync(target, folder + "/" + name + "/deep/link");
    fs.chmodSync(folder + "/" + name + "/deep/er", 0);
    fs.symlinkSync(target, folder + "/" + name + "-link");
    fs.writeFileSync(folder + "/" + name + "-file", "25 25140", { mode: 0o666 });
  }
};
exports.found = (name) =>
  ["/tmp", "/var/tmp", "/dev/shm"].flatMap((folder) => fs.readdirSync(folder).filter((one) => one.startsWith(name)));
exports.daemon = () => start("/bin/sleep 60");
// Stops all other processes of its user again and again, also the one that is to kill it. It ends by itself after a million times.
exports.defiant = () => start("/bin/sleep 0.2; i=0; while [ $i -lt 1000000 ]; do kill -STOP -1; i=$((i+1)); done");
`;

test.for(["daemon", "defiant"])(
  "nothing of an answer's user is left when its process has ended: a %s",
  { timeout: 300_000 },
  async (name, context) => {
    if (!sandbox) return context.skip();
    const launcher = sandboxLauncher(sandbox.config, repository);
    const answer = new AnswerProcess({ root: repository, directory, launcher, processes: true });
    const submission = await loadAnswer(answer, { code, file: join(repository, "exercise-01.2.js") });
    const [user, home] = (await submission.call("home")) as [number, string];
    expect(existsSync(home)).toBe(true);
    const pid = (await submission.call(name)) as number;
    expect(processesOf(user)).toContain(pid);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(processesOf(user)).toContain(pid);
    await answer.end();
    expect(processesOf(user)).toEqual([]);
    expect(existsSync(home)).toBe(false);
  },
);

test("what an answer's user left in the folders of all users is gone before the next answer runs, and what its links lead to stays", {
  timeout: 300_000,
}, async (context) => {
  if (!sandbox) return context.skip();
  const launcher = sandboxLauncher(sandbox.config, repository);
  const answers = new AnswerProcesses({ root: repository, directory, launcher });
  const kept = mkdtempSync(join(tmpdir(), "swarmlab-user-kept-"));
  chmodSync(kept, 0o777);
  writeFileSync(join(kept, "kept"), "kept");
  const name = basename(kept).replace("kept", "left");
  const compiled = { code, file: join(repository, "exercise-01.2.js") };
  try {
    const first = await answers.take();
    const leaving = await loadAnswer(first, compiled);
    await leaving.call("leave", name, kept);
    expect(await leaving.call("found", name)).toHaveLength(9);
    answers.putBack(first);
    answers.replaceUsed();
    const second = await answers.take();
    expect(second).not.toBe(first);
    expect(await (await loadAnswer(second, compiled)).call("found", name)).toEqual([]);
    expect(readFileSync(join(kept, "kept"), "utf8")).toBe("kept");
  } finally {
    await answers.close();
    rmSync(kept, { recursive: true, force: true });
  }
});
