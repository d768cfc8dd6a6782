/** The last so many items, oldest first when read. */
export class Ring<Item> {
  readonly #items: (Item | undefined)[];
  #next = 0;
  #size = 0;

  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#items = new Array<Item | undefined>(capacity).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    this.#items[this.#next] = item;
    if (++this.#next === this.capacity) this.#next = 0;
    if (this.#size < this.capacity) this.#size++;
  }

  /** The last items, at most `most` of them. */
  last(most = this.#size): Item[] {
    const count = Math.min(most, this.#size);
    const items: Item[] = [];
    for (let i = count; i > 0; i--)
      items.push(this.#items[(this.#next - i + this.capacity) % this.capacity] as Item);
    return items;
  }
}
