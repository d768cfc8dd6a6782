import type { AnswerFault } from "./answer-fault.ts";
import type { Forbidden } from "./compiled-answer.ts";

/** A program, its arguments, environment and working directory. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** The command that runs answers, outside a sandbox. */
export interface RunnerCommand extends Command {
  /** Options of Node, which are the same in a sandbox. */
  readonly nodeOptions: readonly string[];
  /** Whether it explores answers, and runs none by itself. */
  readonly explores?: boolean;
  /** Whether the answer may start processes. It may always start threads. */
  readonly processes: boolean;
  /** Whether the lab is read before an answer comes. */
  readonly preload: boolean;
  /** What the answer must not find in the lab. */
  readonly forbidden: Forbidden;
}

/** A command that runs in a sandbox, and how its process is watched and ended. */
export interface SandboxedCommand extends Command {
  /**
   * What the process gets as descriptors 5, 6 and so on. Open files are closed on this side once it has started. Pipes close when this process
   * ends, also when it is killed.
   */
  readonly files: readonly (number | "pipe")[];
  /** Whether the channel is descriptors 3 and 4, or the standard input and output where only those reach the process. */
  readonly channel: "descriptor" | "standard";
  /**
   * Called once, before the process runs anything of an answer.
   * @param over - called when it has passed a limit
   * @returns ends the watch
   */
  watch(pid: number, over: (fault: AnswerFault) => void): () => void;
  /**
   * Kills the process and everything it started.
   * @returns settles when no process is left, where that takes more than one step
   */
  end(pid: number): void | Promise<void>;
}

/** Starts answers' processes in a sandbox of the operating system. */
export interface SandboxLauncher {
  /** The folder that an answer seems to stand in, as its stack frames name it. */
  readonly root: string;
  /** Whether its processes start without what an exercise forbids, so that a process serves no other exercise. */
  readonly keepsOut: boolean;
  /**
   * Whether answers write to folders of this machine, which are emptied when a process is ended: the next answer then waits for that.
   * @default false
   */
  readonly sharesFolders?: boolean;
  wrap(runner: RunnerCommand): SandboxedCommand;
}
