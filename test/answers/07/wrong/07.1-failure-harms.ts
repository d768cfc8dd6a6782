// exercise 07.1 · In which direction does it lie?
// Thinks that failing agents make a swarm slow.
// fails: failedAgents: the direction of failed agents is right
const direction: Record<string, "too high" | "too low" | "?"> = {
  startInTheClock: "too low",
  sumOfDurations: "too high",
  busyBase: "too high",
  busyThreads: "too low",
  coldBase: "too high",
  failedAgents: "too low",
};
