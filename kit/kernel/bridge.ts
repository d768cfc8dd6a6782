import type { Closeable } from "../common/kept-open.ts";

/**
 * What the kernel offers to the rest of the kit while a notebook runs. It is on the global object under
 * `Symbol.for("swarmlab.kernel")`, because the kernel and the kit that a cell imports may be two copies of this module.
 */
export interface KernelBridge {
  /** Every execute request since the kernel's start, in order. Requests of the front-end itself (`silent`) are left out. */
  cells(): readonly CellRecord[];
  /**
   * Shows one output under the cell that is calling.
   *
   * @param data The same thing in several forms, by MIME type. JSON types take an object, images base64 text, SVG its text.
   * @param options.displayId Names the output, so that it can be updated.
   * @param options.update Replaces the output of that name, under whichever cell it is, instead of adding one.
   */
  display(data: Record<string, unknown>, options?: DisplayOptions): void;
  /**
   * Tells how far the calling cell is, such as 3 of 8 agents. A front-end with a person before it shows that when the cell
   * takes over two seconds and shows nothing else.
   */
  tellProgress?(progress: CellProgress): void;
  /** Puts a new cell with this code below the calling cell once that has ended, where the front-end can do so (JupyterLab can). */
  addCellBelow?(code: string): void;
  /** Clears the outputs of the calling cell. With `wait`, only once something new is to be shown. */
  clearOutput(wait?: boolean): void;
  /** Calls `listener` at each interrupt of the notebook. Returns a function that removes the listener. */
  onInterrupt(listener: () => void): () => void;
  /** Exempts a worker thread or child process of the kit from interrupts. It still ends with the kernel. */
  keepOnInterrupt?(workerOrProcess: object): void;
  /**
   * What is kept open under a name for all cells, such as workers that stay ready. `open` makes it at the first call, on
   * behalf of no cell: what it prints later belongs to the latest cell. At an interrupt it is closed and forgotten.
   */
  keepOpen?<T extends Closeable>(name: string, open: () => Promise<T>): Promise<T>;
  /** The notebook's path, if the front-end sends it (JupyterLab does, nbclient does not). */
  readonly notebookPath: string | undefined;
}

export interface CellProgress {
  readonly done: number;
  readonly total: number;
  /** What is counted, in the number of `total`, such as "agents". */
  readonly unit: string;
}

export interface DisplayOptions {
  readonly metadata?: Record<string, unknown>;
  readonly displayId?: string;
  readonly update?: boolean;
}

/** One execute request and its outcome. */
export interface CellRecord {
  /** The number in front of the cell, from 1. */
  readonly executionCount: number;
  /** The cell's source. */
  readonly code: string;
  /** The cell's id, if the front-end sends it. */
  readonly cellId?: string;
  /** The cell's tags, if the front-end sends them. */
  readonly tags?: readonly string[];
  readonly status: "running" | "ok" | "error";
  /** For status "error": the error that was shown. */
  readonly error?: { readonly name: string; readonly message: string };
}

const KEY = Symbol.for("swarmlab.kernel");

/** The kernel this code runs in, or undefined outside a Swarm Lab notebook. */
export function kernelBridge(): KernelBridge | undefined {
  return (globalThis as { [KEY]?: KernelBridge })[KEY];
}

/** Installs the bridge. Only the kernel calls it. */
export function installKernelBridge(bridge: KernelBridge): void {
  Object.defineProperty(globalThis, KEY, { value: bridge, configurable: true });
}
