// A loop in the background ends when a later cell sets its flag.
let isRunning = true;
let rounds = 0;
const loop = async () => {
  while (isRunning && rounds < 50) {
    rounds += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return rounds < 50;
};
// %%
const answer = async () => {
  isRunning = true;
  rounds = 0;
  const done = loop();
  isRunning = false;
  return done;
};
// expect: true
