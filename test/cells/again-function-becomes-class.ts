// A function's name becomes a class.
function Thing() { return "function"; }
// %%
class Thing { kind = "class"; }
// %%
const answer = () => new Thing().kind;
// expect: "class"
