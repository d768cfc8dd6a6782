// exercise 10.1 · One more agent
// Worked out from the numbers in the text.
const [agentCount, computeSeconds, coreCount, threadMegabytes] = [200, 0.01, 4, 8];
const oneMore = {
  onFour: (agentCount * computeSeconds) / Math.min(4, coreCount),
  onEight: (agentCount * computeSeconds) / Math.min(8, coreCount),
  poolMemory: 4 * threadMegabytes,
  ownMemory: 2_000 * threadMegabytes,
  oneModel: agentCount * computeSeconds,
  started: agentCount / 20,
};
