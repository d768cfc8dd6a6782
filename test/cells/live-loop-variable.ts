// A `for` loop of a later cell assigns a variable of an earlier one.
let lastSeen = "";
const readLastSeen = () => lastSeen;
// %%
for (lastSeen of ["a", "b", "c"]);
// %%
const answer = () => readLastSeen();
// expect: "c"
