import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeConnection } from "./connection.ts";
import { type ExecuteOptions, type Execution, JupyterClient } from "./jupyter-client.ts";

const root = resolve(import.meta.dirname, "../../../..");
const launcher = join(root, "kit/kernel/launch.ts");
const stockTslab = join(createRequire(import.meta.url).resolve("tslab/package.json"), "../bin/tslab");

export interface TestKernelOptions {
  /** Starts tslab as it is shipped, to show that a defect is real. */
  readonly stock?: boolean;
  /** Where the notebook lies. Default: a folder inside the project. */
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real kernel in its own process, driven over Jupyter's protocol. Use with `await using`. */
export class TestKernel implements AsyncDisposable {
  readonly client: JupyterClient;
  readonly process: ChildProcess;
  readonly #folder: string;

  constructor(client: JupyterClient, process: ChildProcess, folder: string) {
    this.client = client;
    this.process = process;
    this.#folder = folder;
  }

  static async start(options: TestKernelOptions = {}): Promise<TestKernel> {
    const folder = mkdtempSync(join(tmpdir(), "kernel-"));
    const file = join(folder, "connection.json");
    const connection = await writeConnection(file);
    const command = options.stock ? [stockTslab, "kernel"] : [launcher];
    const kernel = spawn(process.execPath, [...command, "--config-path", file], {
      cwd: options.directory ?? join(root, "notebooks"),
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "inherit", "inherit"],
      // As Jupyter does. It also lets the test end stock tslab with all processes that it has started.
      detached: true,
    });
    const client = new JupyterClient(connection);
    const started = new TestKernel(client, kernel, folder);
    const died = once(kernel, "exit").then(([code]) => {
      throw new Error(`the kernel ended at its start with code ${code}`);
    });
    try {
      await Promise.race([client.ready(), died]);
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
    died.catch(() => {});
    return started;
  }

  execute(code: string, options?: ExecuteOptions): Promise<Execution> {
    return this.client.execute(code, options);
  }

  /** Jupyter's interrupt, sent to what Jupyter has started and not to its children. */
  interrupt(): void {
    this.process.kill("SIGINT");
  }

  /** Waits for the process that Jupyter has started to end. */
  async exited(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, "exit");
  }

  /** Ids of the processes that descend from this kernel (Linux only). */
  descendants(): number[] {
    return descendantsOf(this.process.pid ?? -1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = this.descendants();
    this.client.close();
    for (const pid of [-(this.process.pid ?? 0), ...left]) {
      try {
        if (pid !== 0) process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    await this.exited();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie is dead, though it still has an id.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until something holds, looking every 20 ms. */
export async function until(holds: () => boolean, what: string, timeoutMs = 60_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; !holds(); ) {
    if (Date.now() > end) throw new Error(`waited in vain for this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, "utf8");
      parents.set(Number(entry), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
    } catch {
      // It has ended while we were looking.
    }
  }
  const found = new Set([pid]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  found.delete(pid);
  return [...found];
}
