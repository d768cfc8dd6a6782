// A function that runs before a constant of its cell has a value.
// fails: before initialization
const ranEarly = readsLater();
function readsLater() { return laterConstant; }
const laterConstant = 5;
// %%
const answer = () => "goes on";
// expect: "goes on"
