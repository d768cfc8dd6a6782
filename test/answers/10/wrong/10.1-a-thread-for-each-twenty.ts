// exercise 10.1 · One more agent
// Counts the replacements, and not the threads.
// fails: started: the prediction for how many threads a recycling pool has used comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 2,
  started: 9,
};
