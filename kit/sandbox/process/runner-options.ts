/** How the runner works, as its second argument in JSON. */
export interface RunnerOptions {
  /** Whether the answer may start processes. */
  readonly processes: boolean;
  /** Whether the lab is read before the answer comes, and not when the answer asks for it. */
  readonly preload: boolean;
  /** Whether it explores answers, and runs none by itself. */
  readonly explores?: boolean;
  /** Whether a sandbox ends the process when its parent ends. */
  readonly isSandboxed: boolean;
}

/** The arguments of the runner: the folder from which an answer's imports resolve, and the options. */
export const runnerArguments = (root: string, options: RunnerOptions): [string, string] => [
  root,
  JSON.stringify(options),
];
