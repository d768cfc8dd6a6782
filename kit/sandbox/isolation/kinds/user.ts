import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { killProcess } from "../../../common/kill-process.ts";
import { runnerArguments } from "../../process/runner-options.ts";
import type { Command, RunnerCommand } from "../../process/sandboxed-command.ts";
import { prlimitArguments } from "../limits.ts";
import { processesOf } from "../processes.ts";
import { removeFilesOf, removeTree } from "../remove-files.ts";
import type { UserConfig } from "../sandbox-config.ts";
import { asUnprivilegedUser, randomUser } from "../unprivileged-users.ts";
import { sandboxEnvironment } from "./sandboxed-runner.ts";

/** A command that runs as a user of its own, and how to end all processes of that user. */
export interface AsUser extends Command {
  /**
   * Kills every process of the user, and removes the user's folder and its files in the folders that all users share.
   * @returns settles when no process and no such file is left
   */
  end(): Promise<void>;
}

/** The folder that answers of this kind stand in: that of the image, by its path on this machine. */
export const userRoot = ({ image }: UserConfig): string => join(image.root, "lab");

/** The command that runs the runner as a user of its own: no capabilities, limits, and this machine's own file system. */
export function user(config: UserConfig, runner: RunnerCommand): AsUser {
  const { image, limits, users } = config;
  const id = randomUser(users);
  const home = join(image.folder, `home-${id}`);
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, id, id);
  const options = {
    processes: runner.processes,
    preload: runner.preload,
    explores: runner.explores ?? false,
    isSandboxed: false,
  };
  const [file = "", ...args] = [
    ...asUnprivilegedUser(users, id),
    config.prlimit,
    ...prlimitArguments(limits),
    join(image.root, "bin/node"),
    ...runner.nodeOptions,
    join(image.root, image.runner),
    ...runnerArguments(userRoot(config), options),
  ];
  const env = {
    ...sandboxEnvironment(runner),
    PATH: join(image.root, "bin"),
    HOME: home,
    TMPDIR: home,
  };
  return { file, args, env, cwd: home, end: () => endUser(config, id, home) };
}

/** How long the user's own kill may take. Processes of the user can stop it. */
const USER_KILL_TIMEOUT_MS = 1000;
/** How often processes that are left are looked for and killed, and the pause between two rounds. */
const MAX_KILL_ROUNDS = 80;
const KILL_ROUND_PAUSE_MS = 25;

/**
 * Kills all processes of a user. `kill -1` kills them in one step, in which none can start another; only the user itself may make that step,
 * and its processes can stop it. Those that are left are then killed one by one.
 */
async function endUser({ users }: UserConfig, id: number, home: string): Promise<void> {
  const [file = "", ...args] = [...asUnprivilegedUser(users, id), "/bin/sh", "-c", "kill -KILL -1"];
  const killer = spawn(file, args, { stdio: "ignore", env: {}, cwd: "/", detached: true });
  await Promise.race([
    once(killer, "exit").catch(() => {}),
    wait(USER_KILL_TIMEOUT_MS, undefined, { ref: false }),
  ]);
  for (let round = 0; round < MAX_KILL_ROUNDS; round += 1) {
    const left = processesOf(id);
    if (left.length === 0) break;
    for (const pid of left) killProcess(pid);
    await wait(KILL_ROUND_PAUSE_MS);
  }
  // Where one stays, the home is removed with the image's folder.
  removeTree(home);
  removeFilesOf(id);
}
