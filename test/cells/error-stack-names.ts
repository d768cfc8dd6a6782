// A stack names the functions it went through.
function outermost() { return innermost(); }
function innermost(): string { return new Error("here").stack ?? ""; }
// %%
const answer = () => [outermost().includes("innermost"), outermost().includes("outermost")];
// expect: [true, true]
