// Each round of a loop has its own variable.
const thunks = () => { const list: (() => number)[] = []; for (let i = 0; i < 3; i += 1) list.push(() => i); return list; };
// %%
const answer = () => thunks().map((thunk) => thunk());
// expect: [0, 1, 2]
