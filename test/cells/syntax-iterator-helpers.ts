// Helpers of iterators, on a generator of an earlier cell.
function* naturals() { for (let n = 1; ; n += 1) yield n; }
// %%
const answer = () => naturals().filter((n) => n % 2 === 1).map((n) => n * n).drop(1).take(3).toArray();
// expect: [9, 25, 49]
