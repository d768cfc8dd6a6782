// Labels, `continue` and `break` across loops.
function firstPair(limit: number) {
  outer: for (let a = 1; a < limit; a += 1) {
    for (let b = 1; b < limit; b += 1) {
      if (b > a) continue outer;
      if (a * b === 12) return [a, b];
    }
  }
  return [];
}
// %%
const answer = () => firstPair(10);
// expect: [4, 3]
