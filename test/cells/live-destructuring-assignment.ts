// An assignment by destructuring reaches variables of another cell.
let left = 1, right = 2;
const readBoth = () => [left, right];
// %%
[left, right] = [right, left];
// %%
({ left, wide: right = 9 } = { left: 7 } as { left: number; wide?: number });
// %%
const answer = () => readBoth();
// expect: [7, 9]
