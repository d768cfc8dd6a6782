// The loop variable of a `for (var …)` is still there afterwards.
for (var lastIndex = 0; lastIndex < 3; lastIndex += 1);
// %%
const answer = () => lastIndex;
// expect: 3
