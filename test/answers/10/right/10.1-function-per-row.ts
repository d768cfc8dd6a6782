// exercise 10.1 · One more agent
// A function, called once.
function predict() {
  const work = (200 * 10) / 1000;
  const onCores = work / 4;
  return { onFour: onCores, onEight: onCores, poolMemory: 8 + 8 + 8 + 8, ownMemory: 16000, oneModel: work, started: 10 };
}
const oneMore: { [row: string]: number } = predict();
