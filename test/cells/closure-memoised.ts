// A memory in a map of an earlier cell.
const memory = new Map<number, bigint>();
const fibonacci = (n: number): bigint => {
  const known = memory.get(n);
  if (known !== undefined) return known;
  const value = n < 2 ? BigInt(n) : fibonacci(n - 1) + fibonacci(n - 2);
  memory.set(n, value);
  return value;
};
// %%
const answer = () => fibonacci(90);
// expect: 2880067194370816120n
