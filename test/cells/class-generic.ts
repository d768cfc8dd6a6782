// A generic class, with a constraint from another cell.
interface HasId { id: number }
// %%
class Store<T extends HasId> { #items = new Map<number, T>(); add(item: T) { this.#items.set(item.id, item); return this; } get(id: number) { return this.#items.get(id); } get size() { return this.#items.size; } }
// %%
const answer = () => { const s = new Store<HasId & { n: string }>().add({ id: 1, n: "a" }); return [s.get(1)?.n, s.size]; };
// expect: ["a", 1]
