// A function with `export default` has its name in later cells.
export default function mainOne() { return 6; }
// %%
const answer = () => mainOne();
// expect: 6
