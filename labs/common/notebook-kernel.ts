/** What the kernel keeps open for the cells of a notebook. */
interface Closeable {
  close(options: { readonly force: boolean }): Promise<void>;
}

/**
 * The part of the notebook's kernel that is used here. The process in which an answer is checked offers it as well. Any other program
 * has no kernel.
 */
export interface NotebookKernel {
  onInterrupt(listener: () => void): () => void;
  /**
   * What is kept open under a name for all cells: `open` makes it at the first call, on behalf of no cell. At an interrupt
   * it is closed and forgotten.
   */
  keepOpen?<T extends Closeable>(name: string, open: () => Promise<T>): Promise<T>;
  /** Tells how far the calling cell is. It is shown when the cell takes long and shows nothing else. */
  tellProgress?(progress: { readonly done: number; readonly total: number; readonly unit: string }): void;
  /** Whether it is not said what stays open. @default false */
  readonly isQuiet?: boolean;
}

/** The kernel in which this code runs. It puts itself there under a registered symbol, because labs may not import kit. */
export function notebookKernel(): NotebookKernel | undefined {
  return Reflect.get(globalThis, Symbol.for("swarmlab.kernel")) as NotebookKernel | undefined;
}
