// A type of an earlier cell leaves nothing at run time.
type Pair<T> = readonly [T, T];
// %%
const swapped = <T>([a, b]: Pair<T>): Pair<T> => [b, a];
// %%
const answer = () => swapped([1, 2]);
// expect: [2, 1]
