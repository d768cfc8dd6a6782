import { AsyncLocalStorage } from "node:async_hooks";
import type { Closeable } from "../bridge.ts";

/** What stays open between cells, by name, until the next interrupt. It ends with the kernel. */
export class KeptOpen {
  readonly #kept = new Map<string, Promise<Closeable>>();
  readonly #onBehalfOfNoCell = AsyncLocalStorage.snapshot();

  /** What is kept under a name; at the first call, what `open` makes. */
  get<T extends Closeable>(name: string, open: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(name);
    // Whoever uses a name opens the same thing under it.
    if (known !== undefined) return known as Promise<T>;
    const opened = this.#onBehalfOfNoCell(open);
    this.#kept.set(name, opened);
    opened.catch(() => this.#kept.delete(name));
    return opened;
  }

  /** Closes all of it. The next call of `get` opens it anew. */
  close(): void {
    for (const kept of this.#kept.values()) {
      // What could not be opened need not be closed, and an error in closing concerns no cell.
      kept.then((one) => one.close({ force: true })).catch(() => {});
    }
    this.#kept.clear();
  }
}
