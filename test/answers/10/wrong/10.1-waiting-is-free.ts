// exercise 10.1 · One more agent
// Whoever waits needs no time.
// fails: oneModel: the prediction for agents that wait for one model comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 0.01,
  started: 10,
};
