// A `let` of an earlier cell.
let startValue = 40;
// %%
const answer = () => startValue + 2;
// expect: 42
