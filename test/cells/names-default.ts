// A property called `default`, and a variable called `es`.
const es = { default: 1, __esModule: true };
// %%
const answer = () => es.default + 1;
// expect: 2
