// A cell that throws between two declarations makes neither of them known.
// fails: Error: between
const firstOfBoth = 1;
if (firstOfBoth === 1) throw new Error("between");
const secondOfBoth = 2;
// %%
// fails: firstOfBoth is not known yet
firstOfBoth;
// %%
const answer = () => 3;
// expect: 3
