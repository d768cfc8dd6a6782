// A `let` that is null at first has the type null, until it is declared with another one.
let bestSoFar = null;
// %%
// fails: It was declared with nothing but `null`. Give it a type where it is declared
bestSoFar = 5;
// %%
let bestSoFar: number | null = null;
// %%
bestSoFar = 5;
// %%
const answer = () => bestSoFar;
// expect: 5
