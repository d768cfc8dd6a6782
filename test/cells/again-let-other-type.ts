// A `let` becomes a text, and what reads it is written again.
let changing = 1;
// %%
let changing = "text";
const readChanging = () => changing.length;
// %%
const answer = () => readChanging();
// expect: 4
