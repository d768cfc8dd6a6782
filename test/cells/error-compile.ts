// A cell that does not compile runs nothing.
let untouched = 1;
// %%
// fails: line 3:22
// The next line assigns, and then does not fit its type.
untouched = 2; const bad: number = "text";
// %%
const answer = () => untouched;
// expect: 1
// expect in check: 2 because a check reads the notebook, and takes the assignment without the constant
