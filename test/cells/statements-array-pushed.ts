// An array that helper cells fill.
const handlers: ((n: number) => number)[] = [];
// %%
handlers.push((n) => n + 1);
// %%
handlers.push((n) => n * 10);
// %%
const answer = () => handlers.reduce((n, handler) => handler(n), 1);
// expect: 20
