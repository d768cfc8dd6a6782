// Classes that extend Array, Map, Error, Promise and EventTarget.
class Stack9<T> extends Array<T> { peek() { return this.at(-1); } }
class Later9<T> extends Promise<T> {}
class Bus9 extends EventTarget { heard = 0; constructor() { super(); this.addEventListener("x", () => (this.heard += 1)); } }
// %%
const answer = async () => { const stack = Stack9.from([1, 2]) as Stack9<number>; const bus = new Bus9(); bus.dispatchEvent(new Event("x")); return [stack.peek(), stack.map((n) => n * 2) instanceof Stack9, await Later9.resolve(3), bus.heard]; };
// expect: [2, true, 3, 1]
