// A function gives an object of a class that only it knows.
function makeInner() { class Inner { count = 1; bump() { this.count += 1; return this; } } return new Inner(); }
// %%
const bumped = () => makeInner().bump().count;
// %%
const answer = () => bumped();
// expect: 2
