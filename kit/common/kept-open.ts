import { AsyncLocalStorage } from "node:async_hooks";

/** Something that can be ended. */
export interface Closeable {
  /** @param options.force whether what goes on in it is stopped, and not awaited */
  close(options: { readonly force: boolean }): Promise<void>;
}

/** What stays open under a name, until it is closed: in a notebook between cells, in an answer between runs. It ends with its process. */
export class KeptOpen {
  readonly #kept = new Map<string, Promise<Closeable>>();
  readonly #onBehalfOfNothing = AsyncLocalStorage.snapshot();

  /** What is kept under a name; at the first call, what `open` makes. */
  get<T extends Closeable>(name: string, open: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(name);
    // A name stands for one kind of thing.
    if (known !== undefined) return known as Promise<T>;
    const opened = this.#onBehalfOfNothing(open);
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
