// Generators and async functions read the newest value when they go on.
let step9 = 1;
function* stepping() { for (;;) yield step9; }
const steppingLater = async () => { const before = step9; await null; return [before, step9]; };
// %%
const answer = async () => {
  step9 = 1;
  const steps = stepping();
  const first = steps.next().value;
  step9 = 5;
  const later3 = steppingLater();
  step9 = 7;
  return [first, steps.next().value, await later3];
};
// expect: [1, 7, [5, 7]]
