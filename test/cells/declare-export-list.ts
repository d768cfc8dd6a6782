// `export { a as b }` makes a second name.
const innerName = 3;
export { innerName as outerName };
// %%
const answer = () => outerName + innerName;
// expect: 6
