import type { CellRecord, DisplayOptions, KernelBridge } from "../../../kit/kernel/index.ts";

interface Closeable {
  close(options: { readonly force: boolean }): Promise<void>;
}

/** A kernel without Jupyter: it remembers what was shown. */
export class FakeKernel implements KernelBridge {
  readonly displays: { data: Record<string, unknown>; options: DisplayOptions | undefined }[] = [];
  readonly notebookPath = undefined;
  readonly #cells: CellRecord[] = [];
  readonly #listeners = new Set<() => void>();

  run(code: string, cellId?: string): void {
    this.#cells.push({
      executionCount: this.#cells.length + 1,
      code,
      status: "ok",
      ...(cellId ? { cellId } : {}),
    });
  }
  cells = () => this.#cells;
  display = (data: Record<string, unknown>, options?: DisplayOptions) => {
    this.displays.push({ data, options });
  };
  /** Cells that were to be put below. */
  readonly below: string[] = [];
  addCellBelow = (code: string) => void this.below.unshift(code);
  clearOutput = () => {};
  onInterrupt = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly #kept = new Map<string, Promise<Closeable>>();
  keepOpen = <T extends Closeable>(name: string, open: () => Promise<T>): Promise<T> => {
    const kept = (this.#kept.get(name) as Promise<T> | undefined) ?? open();
    this.#kept.set(name, kept);
    return kept;
  };
  interrupt(): void {
    for (const listener of this.#listeners) listener();
  }
  /** Closes what is kept open. */
  async close(): Promise<void> {
    for (const kept of this.#kept.values()) await (await kept).close({ force: true });
  }
  /** What stands under the cell in the end. */
  get last(): { html: string; text: string } {
    const data = this.displays.at(-1)?.data ?? {};
    return { html: String(data["text/html"]), text: String(data["text/plain"]) };
  }
}
