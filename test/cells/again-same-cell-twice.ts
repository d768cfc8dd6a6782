// The same cell run twice.
let runs = 0;
const bumpRuns = () => (runs += 1);
// %%
runs = 5;
// %%
let runs = 0;
const bumpRuns = () => (runs += 1);
// %%
const answer = () => bumpRuns();
// expect: 1
