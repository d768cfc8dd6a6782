import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { isAlive, until } from "./support/processes-alive.ts";

const PROGRAM = fileURLToPath(new URL("./support/orphan-maker.ts", import.meta.url));

async function start(...args: string[]): Promise<{ parent: ChildProcess; pids: number[] }> {
  const parent = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: parent.stdout as NodeJS.ReadableStream })) {
    const pids = /^pids (.*)/.exec(line)?.[1]?.split(" ").map(Number);
    if (pids !== undefined) return { parent, pids };
  }
  throw new Error("The program ended before it printed its processes.");
}

it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
  "no process outlives its coordinator, not even in an endless loop: killed by %s",
  async (signal) => {
    const { parent, pids } = await start();
    expect(pids).toHaveLength(2);
    expect(pids.every(isAlive)).toBe(true);
    const exit = once(parent, "exit");
    parent.kill(signal);
    await exit;
    await until(() => !pids.some(isAlive));
  },
);

it("no process outlives its coordinator that calls process.exit()", async () => {
  const { parent, pids } = await start("exit");
  if (parent.exitCode === null) await once(parent, "exit");
  expect(pids).toHaveLength(2);
  await until(() => !pids.some(isAlive));
});

it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
  "no idle process of an open swarm outlives its program: killed by %s",
  async (signal) => {
    const { parent, pids } = await start("open");
    expect(pids).toHaveLength(2);
    const exit = once(parent, "exit");
    parent.kill(signal);
    await exit;
    await until(() => !pids.some(isAlive));
  },
);

it.each(["open-exit", "open-throw", "open-end"])(
  "no idle process of an open swarm outlives its program, which ends by itself: %s",
  async (how) => {
    const { parent, pids } = await start(how);
    if (parent.exitCode === null) await once(parent, "exit");
    expect(pids).toHaveLength(2);
    await until(() => !pids.some(isAlive));
  },
);
