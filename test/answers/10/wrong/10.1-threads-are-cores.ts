// exercise 10.1 · One more agent
// More threads are faster.
// fails: onEight: the prediction for a pool of eight threads comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.25,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 2,
  started: 10,
};
