// Two functions of two cells read the same `let`, and a third one sets it.
let shared2 = "old";
const readOne = () => `one ${shared2}`;
// %%
const readTwo = () => `two ${shared2}`;
// %%
function setShared(value: string) { shared2 = value; }
// %%
setShared("new");
// %%
const answer = () => [readOne(), readTwo(), shared2];
// expect: ["one new", "two new", "new"]
