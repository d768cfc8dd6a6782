// A cell that awaits at its top.
const awaited = await Promise.resolve(20);
// %%
const more2 = (await Promise.all([1, 2].map(async (n) => n * 10))).reduce((a, b) => a + b);
// %%
const answer = () => awaited + more2;
// expect: 50
