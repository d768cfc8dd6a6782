// A generator that delegates to itself.
function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) { yield []; return; }
  for (const [at, item] of items.entries()) for (const others2 of permutations(items.toSpliced(at, 1))) yield [item, ...others2];
}
// %%
const answer = () => [...permutations([1, 2, 3])].map((one) => one.join("")).join(" ");
// expect: "123 132 213 231 312 321"
