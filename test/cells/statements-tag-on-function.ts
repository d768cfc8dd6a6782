// A property of a function.
function counted() { return counted.calls; }
counted.calls = 7;
// %%
const answer = () => counted();
// expect: 7
