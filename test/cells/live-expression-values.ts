// Assignments, counts and compound assignments are expressions with a value.
let chain1 = 0, chain2 = 0;
const useChain = () => [chain1++, ++chain1, (chain2 = chain1), (chain2 += 5), chain2-- - --chain2];
// %%
chain1 = 10;
// %%
const answer = () => { chain1 = 10; return useChain(); };
// expect: [10, 12, 12, 17, 2]
