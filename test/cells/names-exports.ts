// A variable called `exports`.
const exports = 3;
// %%
const readExports = () => exports + 1;
// %%
const answer = () => readExports();
// expect: 4
