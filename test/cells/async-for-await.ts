// `for await` at top level and in a function, over an async generator.
async function* ticks(count: number) { for (let n = 0; n < count; n += 1) { await null; yield n; } }
// %%
const seenTicks: number[] = [];
for await (const tick of ticks(3)) seenTicks.push(tick);
// %%
const answer = async () => { const again: number[] = []; for await (const tick of ticks(2)) again.push(tick); return [seenTicks, again]; };
// expect: [[0, 1, 2], [0, 1]]
