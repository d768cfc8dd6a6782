// Every way of assigning reaches the one variable.
let tally = 1;
const readTally = () => tally;
// %%
tally += 2; tally *= 3; tally -= 1; tally++; --tally; tally **= 2;
// %%
let fallback: number | null = null;
const readFallback = () => fallback;
// %%
fallback ??= 5; fallback &&= fallback + 1;
// %%
const answer = () => [readTally(), readFallback()];
// expect: [64, 6]
