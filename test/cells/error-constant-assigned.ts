// A constant of another cell cannot be assigned.
const fixed = 1;
// %%
// fails: Cannot assign to 'fixed' because it is a constant
fixed = 2;
// %%
const answer = () => fixed;
// expect: 1
