// A variable that no function reads, until a later cell has one.
let quietSum = 0;
for (let n = 1; n <= 4; n += 1) quietSum += n;
// %%
const addToQuiet = (n: number) => (quietSum += n);
// %%
quietSum = 100;
// %%
const answer = () => addToQuiet(1);
// expect: 101
