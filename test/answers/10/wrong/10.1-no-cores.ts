// exercise 10.1 · One more agent
// Adds up the work, whatever the cores.
// fails: onFour: the prediction for a pool of four threads comes true
// fails: onEight: the prediction for a pool of eight threads comes true
const oneMore = {
  onFour: 2,
  onEight: 2,
  poolMemory: 32,
  ownMemory: 16_000,
  oneModel: 2,
  started: 10,
};
