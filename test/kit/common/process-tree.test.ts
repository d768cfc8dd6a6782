import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { killProcess } from "../../../kit/common/kill-process.ts";
import { isAlive, processTree } from "../../../kit/common/process-tree.ts";

const onLinux = test.skipIf(process.platform !== "linux");

onLinux("a tree holds the process and its descendants, and none that has ended", async () => {
  const shell = spawn("/bin/sh", ["-c", "sleep 60 & echo started; wait"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(shell.stdout, "data");
  const pid = shell.pid as number;
  const tree = processTree(pid);
  expect(tree).toHaveLength(2);
  expect(tree[0]).toBe(pid);
  expect(tree.every(isAlive)).toBe(true);

  for (const one of tree) killProcess(one);
  await expect.poll(() => tree.filter(isAlive)).toEqual([]);
  expect(processTree(pid)).toEqual([]);
});

onLinux("a zombie is not alive", async () => {
  // The shell never collects its child: exec replaces it by a program that does not know of it.
  const parent = spawn("/bin/sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(parent.stdout, "data");
  await expect.poll(() => isAlive(Number(line))).toBe(false);
  killProcess(parent.pid as number);
});

test("killing a process that has ended is no error", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  expect(() => killProcess(child.pid as number)).not.toThrow();
});
