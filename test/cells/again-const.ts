// A constant that is declared again: its readers read the newest one.
const limit = 1;
const underLimit = (n: number) => n < limit;
// %%
const limit = 10;
// %%
const answer = () => underLimit(5);
// expect: true
