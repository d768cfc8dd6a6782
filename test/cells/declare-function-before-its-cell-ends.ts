// A function is used above its declaration in one cell.
const early = hoistedBelow(4);
function hoistedBelow(n: number) { return n + 1; }
// %%
const answer = () => early + hoistedBelow(1);
// expect: 7
