import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { killProcess } from "../../../common/kill-process.ts";
import { runnerArguments } from "../../process/runner-options.ts";
import type { Command, RunnerCommand } from "../../process/sandboxed-command.ts";
import { prlimitArguments } from "../limits.ts";
import { processesOf } from "../processes.ts";
import type { UserConfig } from "../sandbox-config.ts";
import { asUnprivilegedUser, randomUser } from "../unprivileged-users.ts";
import { sandboxEnvironment } from "./sandboxed-runner.ts";

/** A command that runs as a user of its own, and how to end all that this user does. */
export interface AsUser extends Command {
  /**
   * Kills every process of the user, whatever it is called and whoever started it, and removes the user's folder.
   * @returns settles when all of that is gone
   */
  end(): Promise<void>;
}

/** Where answers of this kind stand: the image, as it lies on this machine. */
export const userRoot = ({ image }: UserConfig): string => join(image.root, "lab");

/** Runs the runner as a user of its own, without any right, in this machine's own file system, with limits and nothing more. */
export function user(config: UserConfig, runner: RunnerCommand): AsUser {
  const { image, limits, users } = config;
  const id = randomUser(users);
  const home = join(image.folder, `home-${id}`);
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, id, id);
  const options = { processes: runner.processes, preload: runner.preload, isSandboxed: false };
  const [file = "", ...args] = [
    ...asUnprivilegedUser(users, id),
    config.prlimit,
    ...prlimitArguments(limits),
    join(image.root, "bin/node"),
    ...runner.nodeOptions,
    join(image.root, image.runner),
    ...runnerArguments(userRoot(config), { ...options, input: 3, output: 3 }),
  ];
  const env = {
    ...sandboxEnvironment(runner),
    PATH: join(image.root, "bin"),
    HOME: home,
    TMPDIR: home,
  };
  return { file, args, env, cwd: home, end: () => endUser(config, id, home) };
}

/** Milliseconds that the user's own kill gets, which one of the user's processes may hold up. */
const patience = 1000;
/** Looks for what is left, and milliseconds between two of them. */
const [rounds, pause] = [80, 25];

/**
 * The kernel kills all processes of a user in one step, so that none can start another one meanwhile. That step has to be made by the user,
 * whose processes may stop it: whatever is left is killed one by one.
 */
async function endUser({ users }: UserConfig, id: number, home: string): Promise<void> {
  const [file = "", ...args] = [...asUnprivilegedUser(users, id), "/bin/sh", "-c", "kill -KILL -1"];
  const killer = spawn(file, args, { stdio: "ignore", env: {}, cwd: "/", detached: true });
  await Promise.race([once(killer, "exit").catch(() => {}), wait(patience, undefined, { ref: false })]);
  for (let round = 0; round < rounds; round += 1) {
    const left = processesOf(id);
    if (left.length === 0) break;
    for (const pid of left) killProcess(pid);
    await wait(pause);
  }
  try {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // It goes with the image's folder.
  }
}
