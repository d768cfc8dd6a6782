/** What an answer's process is told about the place in which it runs. Its second argument, as JSON. */
export interface RunnerOptions {
  /** Whether the answer may start processes. */
  readonly processes: boolean;
  /** Whether the lab is read before an answer comes, and not when the first answer asks for it. */
  readonly preload: boolean;
  /** Whether a wall ends the process together with the one that started it. */
  readonly isSandboxed: boolean;
  /** Descriptors of the channel. */
  readonly input: number;
  readonly output: number;
}

/** The arguments of the runner: the folder from which an answer's imports resolve, and the options. */
export const runnerArguments = (root: string, options: RunnerOptions): [string, string] => [
  root,
  JSON.stringify(options),
];
