// What an awaited call gives.
const fetchPair = async () => ({ left: 1, right: [2, 3] as const });
// %%
const { left: gotLeft, right: [gotRight] } = await fetchPair();
// %%
const answer = () => gotLeft + gotRight;
// expect: 3
