/** What waits: for whom, and how urgently. */
export interface Waiting {
  /** Whoever has the same caller shares one turn. */
  readonly caller: unknown;
  /** Higher goes first. */
  readonly priority: number;
}

/** The items of one priority. */
interface Level<Item> {
  readonly priority: number;
  /** Items that had their turn already and are tried again. They go first. */
  readonly again: Set<Item>;
  /** By caller. The first key is the caller whose turn is next. */
  readonly callers: Map<unknown, Set<Item>>;
}

/**
 * A queue in which the highest priority goes first, and callers of one priority take turns, one item each, so that an agent
 * with a thousand questions cannot keep out an agent with one. Each step takes constant time for a few priorities.
 */
export class FairQueue<Item extends Waiting> {
  /** The highest priority first. A level without items is removed. */
  readonly #levels: Level<Item>[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    const { callers } = this.#level(item.priority);
    const items = callers.get(item.caller);
    if (items === undefined) callers.set(item.caller, new Set([item]));
    else items.add(item);
    this.#size++;
  }

  /** Adds an item that has had its turn. */
  pushAgain(item: Item): void {
    this.#level(item.priority).again.add(item);
    this.#size++;
  }

  /** The item that `shift` takes next. */
  peek(): Item | undefined {
    const [level] = this.#levels;
    if (level === undefined) return undefined;
    const [again] = level.again;
    if (again !== undefined) return again;
    const [items] = level.callers.values();
    const [item] = items ?? [];
    return item;
  }

  shift(): Item | undefined {
    const item = this.peek();
    if (item === undefined) return undefined;
    const level = this.#levels[0] as Level<Item>;
    const items = level.again.has(item) ? undefined : level.callers.get(item.caller);
    this.delete(item);
    if (items !== undefined && items.size > 0) {
      // Set again, the caller is the last in the order.
      level.callers.delete(item.caller);
      level.callers.set(item.caller, items);
    }
    return item;
  }

  /** Returns whether the item was in the queue. */
  delete(item: Item): boolean {
    const at = this.#levels.findIndex(({ priority }) => priority === item.priority);
    const level = this.#levels[at];
    if (level === undefined) return false;
    const items = level.callers.get(item.caller);
    if (!level.again.delete(item) && items?.delete(item) !== true) return false;
    if (items?.size === 0) level.callers.delete(item.caller);
    if (level.again.size === 0 && level.callers.size === 0) this.#levels.splice(at, 1);
    this.#size--;
    return true;
  }

  #level(priority: number): Level<Item> {
    const at = this.#levels.findIndex((level) => level.priority <= priority);
    const found = this.#levels[at];
    if (found?.priority === priority) return found;
    const level = { priority, again: new Set<Item>(), callers: new Map<unknown, Set<Item>>() };
    this.#levels.splice(at < 0 ? this.#levels.length : at, 0, level);
    return level;
  }
}
