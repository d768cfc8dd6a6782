// Functions in an object and in an array.
const operations = { add: (a: number, b: number) => a + b, twice(n: number) { return n * 2; } };
const steps3 = [operations.twice, (n: number) => n - 1];
// %%
const answer = () => [operations.add(1, 2), steps3.map((step) => step(10))];
// expect: [3, [20, 9]]
