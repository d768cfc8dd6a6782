// `this` at the top of a cell is what it is in a module.
const topThis = typeof this;
// %%
const answer = () => topThis;
// expect: "undefined"
