// Two functions of two cells that call each other, through a variable that the second cell sets.
let descend: (n: number) => number = () => 0;
const enter = (n: number): number => (n <= 0 ? 0 : 1 + descend(n - 1));
// %%
descend = (n) => (n <= 0 ? 0 : 10 + enter(n - 1));
// %%
const answer = () => enter(4);
// expect: 22
