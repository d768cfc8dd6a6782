// BigInt literals, with separators.
const million = 1_000_000n;
// %%
const answer = () => [million ** 2n, BigInt.asUintN(8, 257n), typeof million];
// expect: [1000000000000n, 1n, "bigint"]
