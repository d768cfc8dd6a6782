import { spawn } from "node:child_process";
import { once } from "node:events";

/** How a tool has ended. */
export interface ToolEnd {
  readonly isOk: boolean;
  /** The end of what it has printed. */
  readonly output: string;
}

const MOST_OUTPUT = 4000;

/** Runs a tool such as pip or npm, without a shell. It is ended when the signal aborts. A tool that is missing is not ok. */
export async function runTool(
  command: string,
  args: readonly string[],
  { signal, env, cwd }: { signal: AbortSignal; env?: NodeJS.ProcessEnv; cwd?: string },
): Promise<ToolEnd> {
  signal.throwIfAborted();
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    cwd,
    env: env ?? process.env,
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-MOST_OUTPUT);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { isOk: code === 0, output };
  } catch (error) {
    signal.throwIfAborted();
    return { isOk: false, output: String(error) };
  }
}
