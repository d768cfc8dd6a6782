// exercise 10.1 · One more agent
// Each agent has a thread, on a pool too.
// fails: poolMemory: the prediction for the memory of a pool comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 16_000,
  ownMemory: 16_000,
  oneModel: 2,
  started: 10,
};
