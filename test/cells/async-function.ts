// Async functions that call each other across cells.
const fetchNumber = async (n: number) => { await null; return n; };
// %%
const sumOf = async (...numbers: number[]) => { let sum = 0; for (const n of numbers) sum += await fetchNumber(n); return sum; };
// %%
const answer = async () => sumOf(1, 2, 3);
// expect: 6
