// An object that a later cell changes, of which a function reads.
const startAt = { value: 5n };
// %%
startAt.value = 0n;
// %%
const answer = () => { let sum = startAt.value; for (let i = 0; i < 10; i += 1) sum += BigInt(i * i); return sum; };
// expect: 285n
