// A `var` of an earlier cell, assigned again.
var legacyTotal = 1;
// %%
legacyTotal = legacyTotal + 4;
// %%
function answer() { return legacyTotal; }
// expect: 5
