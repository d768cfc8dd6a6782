import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import { type Forbidden, NOTHING_FORBIDDEN } from "./compiled-answer.ts";
import { endProcessTree, processMark } from "./end-process-tree.ts";
import { runnerArguments } from "./runner-options.ts";
import type { RunnerCommand, SandboxedCommand } from "./sandboxed-command.ts";
import { sourceBundle } from "./source-bundle.ts";

/** The command without a sandbox: an ordinary process. */
export function unsandboxed(runner: RunnerCommand): SandboxedCommand {
  const mark = randomUUID();
  return {
    ...runner,
    env: { ...runner.env, [processMark]: mark },
    files: [],
    channel: "descriptor",
    watch: () => () => {},
    end: (pid) => endProcessTree(pid, mark),
  };
}

/** How an answer's process is started. */
export interface RunnerCommandOptions {
  /** The course's folder, from which an answer's imports resolve. */
  readonly root: string;
  /** The working directory of the process: an empty folder of its own. */
  readonly directory: string;
  /** Whether the answer may start processes. @default false */
  readonly processes?: boolean;
  /**
   * Whether the process reads the whole lab as soon as it has started, so that an answer that imports it need not wait. A start then takes
   * 250 ms of processor time instead of 53 (medians, two busy cores): it pays where a process is started ahead of an answer that needs the
   * lab. @default true
   */
  readonly preload?: boolean;
  /** What the answer must not find in the lab. A launcher that keeps it out starts the process without it. @default nothing */
  readonly forbidden?: Forbidden;
  /** Whether the process explores answers. No code is made from text in it. @default false */
  readonly explores?: boolean;
}

/**
 * Node's permission model with everything allowed but the debugger, so that a thread of an answer cannot debug the main thread, where the judge's runner is.
 * The walls around files and network are the sandbox's.
 */
const WITHOUT_DEBUGGER = [
  "--permission",
  "--allow-addons",
  "--allow-child-process",
  "--allow-fs-read=*",
  "--allow-fs-write=*",
  "--allow-net",
  "--allow-wasi",
  "--allow-worker",
  "--disable-warning=SecurityWarning",
];

/**
 * The threads in which V8 compiles and collects beside a program: Node starts four of them on any machine, at 1.5 ms of processor time each. More than there
 * are cores cannot run at once.
 */
const HELPERS = `--v8-pool-size=${Math.min(4, availableParallelism())}`;

/** Node gives permissions on to the processes that an answer starts, which would warn of them on their standard error. */
const QUIET_PROCESSES = "--disable-warning=SecurityWarning --disable-warning=ExperimentalWarning";

/** The command that runs the program which loads an answer. */
export function runnerCommand({
  root,
  directory,
  processes = false,
  preload = true,
  forbidden = NOTHING_FORBIDDEN,
  explores = false,
}: RunnerCommandOptions): RunnerCommand {
  const pass = ["PATH", "LANG", "LC_ALL", "TZ"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const nodeOptions = [
    "--max-old-space-size=1024",
    HELPERS,
    "--disable-warning=ExperimentalWarning",
    // The signal opens Node's debugger, which shows all that a process holds.
    "--disable-sigusr1",
    ...WITHOUT_DEBUGGER,
    // Foreign functions read any memory.
    "--no-experimental-ffi",
    ...(explores ? ["--disallow-code-generation-from-strings"] : []),
  ];
  const options = { processes, preload, explores, isSandboxed: false };
  return {
    file: process.execPath,
    args: [
      ...nodeOptions,
      sourceBundle() ?? fileURLToPath(siblingModule(import.meta.url, "runner")),
      ...runnerArguments(root, options),
    ],
    nodeOptions,
    processes,
    preload,
    forbidden,
    explores,
    // Programs need these to run. Nothing else of the environment reaches the answer.
    env: { ...Object.fromEntries(pass), HOME: directory, TMPDIR: directory, NODE_OPTIONS: QUIET_PROCESSES },
    cwd: directory,
  };
}
