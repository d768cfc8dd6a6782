import childProcess, { type ChildProcess, type StdioOptions } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

interface Options {
  readonly stdio?: StdioOptions;
}

/**
 * Shows what child processes write under the cell that started them. With `stdio: "inherit"` they would write to the terminal of Jupyter's server,
 * which no learner sees.
 */
export function redirectChildren(): void {
  const { spawn, spawnSync, execSync, execFileSync } = childProcess;
  const patched = {
    spawn: (...args: unknown[]) => {
      const [call, taken] = taking(args);
      const child = Reflect.apply(spawn, childProcess, call) as ChildProcess;
      if (taken.has(1)) child.stdout?.on("data", (chunk) => process.stdout.write(chunk));
      if (taken.has(2)) child.stderr?.on("data", (chunk) => process.stderr.write(chunk));
      return child;
    },
    spawnSync: (...args: unknown[]) => {
      const [call, taken] = taking(args);
      const result = Reflect.apply(spawnSync, childProcess, call) as ReturnType<typeof spawnSync>;
      show(result, taken);
      return result;
    },
    execSync: showing(execSync),
    execFileSync: showing(execFileSync),
  };
  Object.assign(childProcess, patched);
  syncBuiltinESMExports();
}

function showing<T extends typeof childProcess.execSync | typeof childProcess.execFileSync>(run: T) {
  return (...args: unknown[]): unknown => {
    const [call, taken] = taking(args);
    if (taken.size === 0) return Reflect.apply(run, childProcess, args);
    // Without `stdio` Node itself writes the child's errors to `process.stderr`, also when the child succeeds.
    const writesErrors = taken.has(2);
    const given = writesErrors
      ? call.map((arg) => (isOptions(arg) ? { ...arg, stdio: undefined } : arg))
      : call;
    const shown = new Set([1].filter((one) => taken.has(one)));
    try {
      const stdout = Reflect.apply(run, childProcess, given) as string | Buffer | null;
      show({ stdout }, shown);
      // What a child inherits is no result.
      return taken.has(1) ? null : stdout;
    } catch (error) {
      show(error as Written, shown);
      throw error;
    }
  };
}

interface Written {
  readonly stdout?: unknown;
  readonly stderr?: unknown;
}

function show({ stdout, stderr }: Written, taken: ReadonlySet<number>): void {
  if (taken.has(1) && hasText(stdout)) process.stdout.write(stdout);
  if (taken.has(2) && hasText(stderr)) process.stderr.write(stderr);
}

const hasText = (written: unknown): written is string | Uint8Array =>
  (typeof written === "string" || written instanceof Uint8Array) && written.length > 0;

const isOptions = (arg: unknown): arg is Options =>
  typeof arg === "object" && arg !== null && !Array.isArray(arg);

/** The arguments of a call with pipes in place of inherited output, and the descriptors that were inherited. */
function taking(args: readonly unknown[]): [args: readonly unknown[], taken: ReadonlySet<number>] {
  const at = args.findIndex(isOptions);
  const { stdio } = (args[at] ?? {}) as Options;
  const given = typeof stdio === "string" ? [stdio, stdio, stdio] : [...(stdio ?? [])];
  const taken = new Set(
    [1, 2].filter(
      (one) =>
        given[one] === "inherit" ||
        given[one] === one ||
        given[one] === process[one === 1 ? "stdout" : "stderr"],
    ),
  );
  if (taken.size === 0) return [args, taken];
  const piped = given.map((one, descriptor) => (taken.has(descriptor) ? "pipe" : one));
  return [args.map((arg, index) => (index === at ? { ...(arg as Options), stdio: piped } : arg)), taken];
}
