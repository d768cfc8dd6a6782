// `var` may stand twice in one cell.
var twiceDeclared = 1;
var twiceDeclared = twiceDeclared + 1;
// %%
const answer = () => twiceDeclared;
// expect: 2
