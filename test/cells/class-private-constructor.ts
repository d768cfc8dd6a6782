// A private constructor and a factory.
class Single { static #one?: Single; private constructor(readonly id: number) {} static get() { return (Single.#one ??= new Single(1)); } }
// %%
const answer = () => [Single.get() === Single.get(), Single.get().id];
// expect: [true, 1]
