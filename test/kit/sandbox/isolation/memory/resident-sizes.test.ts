import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { ResidentSizes } from "../../../../../kit/sandbox/isolation/memory/resident-sizes.ts";
import { memoryOf } from "../../../../../kit/sandbox/isolation/memory/tree-memory.ts";

const onLinux = test.skipIf(process.platform !== "linux");
const children: ChildProcess[] = [];
const sizes = new ResidentSizes();

afterEach(async () => {
  sizes.close();
  await Promise.all(children.splice(0).map(ended));
});

/** A process that waits, and holds the same memory all the time. @returns its number */
async function waiting(): Promise<{ pid: number; child: ChildProcess }> {
  const child = spawn("/bin/sh", ["-c", "echo ready; read -r nothing"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  children.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return { child, pid: child.pid as number };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

onLinux(
  "the quick look at memory is never smaller than the exact one (needs /proc, as Linux has it)",
  async () => {
    const pids = [(await waiting()).pid, (await waiting()).pid];
    sizes.follow(pids);
    expect(sizes.sum()).toBeGreaterThanOrEqual(memoryOf(pids));
    expect(memoryOf(pids)).toBeGreaterThan(100_000);
  },
);

onLinux("a process that has ended, or is followed no more, counts nothing (needs /proc)", async () => {
  const [one, two] = [await waiting(), await waiting()];
  sizes.follow([one.pid, two.pid]);
  const both = sizes.sum();
  sizes.follow([one.pid]);
  const alone = sizes.sum();
  expect(alone).toBeGreaterThan(0);
  expect(alone).toBeLessThan(both);
  await ended(one.child);
  expect(sizes.sum()).toBe(0);
  sizes.follow([one.pid]);
  expect(sizes.sum()).toBe(0);
});
