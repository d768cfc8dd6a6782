// One assignment to a variable, a member and a nested pattern.
const target1 = { list: [0, 0], deep: { n: 0 } };
let plain1 = 0, rest1: number[] = [];
const seenTargets = () => [target1, plain1, rest1];
// %%
[target1.list[0], plain1, target1.deep.n, ...rest1] = [1, 2, 3, 4, 5];
({ a: target1.list[1], b: plain1 = 9 } = { a: 6 } as { a: number; b?: number });
// %%
const answer = () => seenTargets();
// expect: [{ list: [1, 6], deep: { n: 3 } }, 9, [4, 5]]
