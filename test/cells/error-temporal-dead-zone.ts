// A constant that is used above its own line.
// fails: used before its declaration
const usesBelow = belowOnly + 1;
const belowOnly = 1;
// %%
const answer = () => "goes on";
// expect: "goes on"
