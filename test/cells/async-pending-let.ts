// A `let` that a promise sets after its cell has ended.
let arrived = "not yet";
const arriving = Promise.resolve().then(() => { arrived = "here"; });
// %%
await arriving;
// %%
const answer = () => arrived;
// expect: "here"
