// A `let` without a value gets one in a later cell.
let assignedLater: string | undefined;
const readLater = () => assignedLater?.toUpperCase() ?? "nothing";
// %%
assignedLater = "something";
// %%
const answer = () => readLater();
// expect: "SOMETHING"
