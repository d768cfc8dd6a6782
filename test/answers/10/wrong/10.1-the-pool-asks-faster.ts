// exercise 10.1 · One more agent
// Four threads get four answers at a time.
// fails: oneModel: the prediction for agents that wait for one model comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 0.5,
  started: 10,
};
