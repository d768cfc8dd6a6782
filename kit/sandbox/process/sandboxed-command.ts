import type { AnswerFault } from "./answer-fault.ts";

/** A program and how it is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** The command that runs answers, before any wall is around it. */
export interface RunnerCommand extends Command {
  /** Options of Node itself, which stay the same behind a wall. */
  readonly nodeOptions: readonly string[];
  /** Whether the answer may start processes; threads it may always start. */
  readonly processes: boolean;
  /** Whether the lab is read before an answer comes. */
  readonly preload: boolean;
}

/** A command behind a wall, and how its process is dealt with. */
export interface SandboxedCommand extends Command {
  /**
   * What the process gets as descriptors 4, 5 and so on: open files, which are closed on this side once it has started, or pipes, which end when
   * this process does, in whatever way.
   */
  readonly files: readonly (number | "pipe")[];
  /** Whether the channel is descriptor 3, or the standard input and output where only those reach the process. */
  readonly channel: "descriptor" | "standard";
  /**
   * Called once the process has started.
   * @param over - to be called when it has passed a limit
   * @returns ends the watch
   */
  watch(pid: number, over: (fault: AnswerFault) => void): () => void;
  /**
   * Kills the process and everything it started.
   * @returns settles when all of it is gone, where that takes more than one step
   */
  end(pid: number): void | Promise<void>;
}

/** A wall of the operating system around answers' processes. */
export interface SandboxLauncher {
  /** The folder in which an answer seems to stand, as its stack frames name it. */
  readonly root: string;
  wrap(runner: RunnerCommand): SandboxedCommand;
}
