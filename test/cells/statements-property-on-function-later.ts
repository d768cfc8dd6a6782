// A property of a function that a later cell sets again.
function scaled(n: number) { return n * scaled.factor; }
scaled.factor = 2;
// %%
scaled.factor = 5;
// %%
const answer = () => scaled(3);
// expect: 15
