// A loop of a later cell fills a map.
const squares = new Map<number, number>();
// %%
for (let n = 1; n <= 3; n += 1) squares.set(n, n * n);
// %%
const answer = () => [...squares.values()];
// expect: [1, 4, 9]
