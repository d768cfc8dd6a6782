interface Entry<Item> {
  readonly item: Item;
  at: number;
}

/** Items by their times, the earliest first: a binary heap in which a time can be changed and an item removed. */
export class TimeHeap<Item> {
  readonly #entries: Entry<Item>[] = [];
  /** Where each item stands in the heap. */
  readonly #places = new Map<Item, number>();

  get size(): number {
    return this.#entries.length;
  }

  /** The earliest time; infinite when the heap is empty. */
  get earliest(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** All items, in no order. */
  items(): Iterable<Item> {
    return this.#places.keys();
  }

  /** Adds an item, or changes its time. */
  set(item: Item, at: number): void {
    const place = this.#places.get(item);
    if (place === undefined) {
      this.#entries.push({ item, at });
      this.#places.set(item, this.#entries.length - 1);
      this.#rise(this.#entries.length - 1);
    } else {
      (this.#entries[place] as Entry<Item>).at = at;
      this.#sink(this.#rise(place));
    }
  }

  /** Returns whether the item was there. */
  delete(item: Item): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#entries.pop() as Entry<Item>;
    if (place < this.#entries.length) {
      this.#put(last, place);
      this.#sink(this.#rise(place));
    }
    return true;
  }

  /** Takes the earliest item if its time has come. */
  takeDue(now: number): Item | undefined {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return undefined;
    this.delete(first.item);
    return first.item;
  }

  #put(entry: Entry<Item>, place: number): void {
    this.#entries[place] = entry;
    this.#places.set(entry.item, place);
  }

  #rise(from: number): number {
    let place = from;
    const entry = this.#entries[place] as Entry<Item>;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#entries[above] as Entry<Item>;
      if (parent.at <= entry.at) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(entry, place);
    return place;
  }

  #sink(from: number): void {
    let place = from;
    const entry = this.#entries[place] as Entry<Item>;
    for (;;) {
      const left = 2 * place + 1;
      const leftTime = this.#entries[left]?.at ?? Number.POSITIVE_INFINITY;
      const rightTime = this.#entries[left + 1]?.at ?? Number.POSITIVE_INFINITY;
      if (Math.min(leftTime, rightTime) >= entry.at) break;
      const below = leftTime <= rightTime ? left : left + 1;
      this.#put(this.#entries[below] as Entry<Item>, place);
      place = below;
    }
    this.#put(entry, place);
  }
}
