// A function that calls itself.
function factorial(n: number): bigint { return n < 2 ? 1n : BigInt(n) * factorial(n - 1); }
// %%
const answer = () => factorial(25);
// expect: 15511210043330985984000000n
