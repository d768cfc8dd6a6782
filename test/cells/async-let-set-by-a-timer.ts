// A `let` that a timer of an earlier cell sets.
let alarm = 0;
const rung = new Promise<void>((resolve) => setTimeout(() => { alarm = 1; resolve(); }, 5));
const readAlarm = () => alarm;
// %%
await rung;
// %%
const answer = () => readAlarm();
// expect: 1
