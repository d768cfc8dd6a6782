// A weak map as a memory of a class, and a registered symbol.
const tagged = Symbol.for("swarmlab.test.tag");
// %%
class Remembering { static #memory = new WeakMap<object, number>(); remember(key: object) { Remembering.#memory.set(key, 1); return Remembering.#memory.has(key); } [tagged] = 2; }
// %%
const answer = () => [new Remembering().remember({}), new Remembering()[tagged]];
// expect: [true, 2]
