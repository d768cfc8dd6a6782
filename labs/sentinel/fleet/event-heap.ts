/** A writer of lines with the time of its next one. */
export interface Source {
  at: number;
}

/** A binary heap of sources, the earliest first. Sources of the same time keep no order, but the same one in each run. */
export class EventHeap<Item extends Source> {
  readonly #items: Item[] = [];

  push(item: Item): void {
    this.#items.push(item);
    let index = this.#items.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#items[parent] as Item;
      if (above.at <= item.at) break;
      this.#items[index] = above;
      index = parent;
    }
    this.#items[index] = item;
  }

  peek(): Item | undefined {
    return this.#items[0];
  }

  /** Puts the earliest item where its new time belongs. */
  settle(): void {
    const items = this.#items;
    const item = items[0];
    if (item === undefined) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] as Item).at < (items[child] as Item).at) child++;
      if ((items[child] as Item).at >= item.at) break;
      items[index] = items[child] as Item;
      index = child;
    }
    items[index] = item;
  }

  pop(): Item | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (first === undefined || last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    this.settle();
    return first;
  }
}
