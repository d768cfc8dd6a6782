// A `let` without a value, and a list without a type, are filled by later cells.
let lastOne;
let collected = [];
// %%
lastOne = "x"; collected.push(1);
// %%
const answer = () => [lastOne, collected];
// expect: ["x", [1]]
// expect in check: throws implicitly has type 'any' because one text shows the compiler that the type is never said
