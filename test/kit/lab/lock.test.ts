import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { claimOn, Lock } from "../../../kit/lab/setup/lock.mjs";
import { isAlive, ownId } from "../../../kit/lab/setup/process-table.mjs";
import { start, untilExists } from "./support/programs.ts";
import { checkout, temporaryFolder, write } from "./support/project.ts";

const lockModule = JSON.stringify(pathToFileURL(join(checkout, "kit/lab/setup/lock.mjs")).href);

/** A process that takes the lock and goes on with `then`, in which the lock is `lock`. */
function holder(folder: string, then: string) {
  const program = `
    import { appendFileSync, existsSync, writeFileSync } from "node:fs";
    import { spawn } from "node:child_process";
    import { setTimeout as sleep } from "node:timers/promises";
    import { Lock } from ${lockModule};
    const lock = await Lock.take("lock");
    ${then}`;
  return start(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder });
}

test("only one of many processes holds the lock at a time", async () => {
  const folder = temporaryFolder();
  const work = `
    appendFileSync("log", "in " + process.pid + "\\n");
    await sleep(20);
    appendFileSync("log", "out " + process.pid + "\\n");
    lock.release();`;
  const ended = await Promise.all(Array.from({ length: 6 }, () => holder(folder, work).ended));
  expect(ended.map((one) => one.code)).toEqual(Array(6).fill(0));
  const log = readFileSync(join(folder, "log"), "utf8").trim().split("\n");
  expect(log).toHaveLength(12);
  for (let i = 0; i < log.length; i += 2) expect(log[i + 1]).toBe(log[i]?.replace("in", "out"));
  expect(existsSync(join(folder, "lock"))).toBe(false);
});

test("a process that waits for the lock says once which process holds it", async () => {
  const folder = temporaryFolder();
  // It holds the lock until the other one has said so.
  const first = holder(
    folder,
    `writeFileSync("held", ""); while (!existsSync("told")) await sleep(20); lock.release();`,
  );
  await untilExists(join(folder, "held"));
  const told: number[] = [];
  const lock = await Lock.take(join(folder, "lock"), (pid) => {
    told.push(pid);
    write(folder, "told", "");
  });
  lock.release();
  expect(told).toEqual([first.pid]);
});

test("the lock of a killed holder is free, and the program it ran is ended", async () => {
  const folder = temporaryFolder();
  const first = holder(
    folder,
    `const child = spawn("sleep", ["60"], { stdio: "ignore" });
     lock.note(child.pid);
     writeFileSync("noted", "");
     await sleep(60_000);`,
  );
  await untilExists(join(folder, "noted"));
  const { program } = JSON.parse(readFileSync(join(folder, "lock"), "utf8"));
  first.child.kill("SIGKILL");
  await first.ended;
  expect(isAlive(program)).toBe(true);
  const lock = await Lock.take(join(folder, "lock"));
  expect(isAlive(program)).toBe(false);
  lock.release();
});

test("a pid that was given to another process since does not hold it", async () => {
  const folder = temporaryFolder();
  write(folder, "lock", JSON.stringify({ holder: { pid: ownId().pid, started: "another time" } }));
  (await Lock.take(join(folder, "lock"))).release();
});

test("a lock file without content, left by a crash, is free after a moment", async () => {
  const folder = temporaryFolder();
  write(folder, "lock", "");
  (await Lock.take(join(folder, "lock"))).release();
});

const ended = { pid: ownId().pid, started: "another time" };
const living = ownId();

/** Leaves a lock whose holder has ended, and a claim on it. */
function claimed(maker: typeof living) {
  const folder = temporaryFolder();
  const file = join(folder, "lock");
  write(folder, "lock", JSON.stringify({ holder: ended }));
  const claim = basename(claimOn(file, ended));
  write(folder, claim, JSON.stringify({ holder: maker }));
  return { folder, file, claim };
}

test("a lock that another process is taking over is left to it", async () => {
  const { folder, file, claim } = claimed(living);
  const told: number[] = [];
  // Its first look is over when this returns.
  const taking = Lock.take(file, (pid) => {
    told.push(pid);
    rmSync(file);
  });
  write(folder, "lock", JSON.stringify({ holder: living }));
  rmSync(join(folder, claim));
  (await taking).release();
  expect(told).toEqual([living.pid]);
});

test("a process that was killed while it took a lock over keeps no other one out", async () => {
  const { folder, file } = claimed({ ...ended, started: "one more time" });
  const lock = await Lock.take(file);
  expect(readdirSync(folder)).toEqual(["lock"]);
  lock.release();
});

test("a lock that is given back twice is not taken from its next holder", async () => {
  const file = join(temporaryFolder(), "lock");
  const first = await Lock.take(file);
  first.release();
  const second = await Lock.take(file);
  first.release();
  first.note(process.pid);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ holder: ownId() });
  second.release();
});
