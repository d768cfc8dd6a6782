// A cell that fails declares nothing, and names keep the values they had.
let stable = 1;
// %%
// fails: Error: stop here
let stable = 2;
throw new Error("stop here");
// %%
const answer = () => stable;
// expect: 1
// expect in check: 2 because a check reads the notebook, and cannot know that a cell failed
