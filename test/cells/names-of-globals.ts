// A class called like a global one, and a function too.
class Response2 {}
class Map2 extends Map<string, number> { total() { return [...this.values()].reduce((a, b) => a + b, 0); } }
const structuredClone = <T>(x: T) => ({ cloned: x });
// %%
const answer = () => { const m = new Map2([["a", 1], ["b", 2]]); return [m.total(), structuredClone(1), typeof Response2]; };
// expect: [3, { cloned: 1 }, "function"]
