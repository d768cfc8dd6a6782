// A function with a variable of its own does not go to a worker by itself.
function makeCounter(start: number) { let count = start; return () => (count += 1); }
// %%
const next5 = makeCounter(5);
// %%
const answer = () => next5();
// expect: 6
// expect in thread, process: throws `count` because the variable stands inside a function, and does not go with it
