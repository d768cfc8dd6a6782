// exercise 10.1 · One more agent
// Gives the large one in gigabytes.
// fails: ownMemory: the prediction for the memory of a thread for each agent comes true
const oneMore = {
  onFour: 0.5,
  onEight: 0.5,
  poolMemory: 32,
  ownMemory: 16,
  oneModel: 2,
  started: 10,
};
