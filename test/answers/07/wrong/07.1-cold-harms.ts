// exercise 07.1 · In which direction does it lie?
// Takes the cold start for a cost of the threads.
// fails: coldBase: the direction of a cold base is right
const direction: Record<string, "too high" | "too low" | "?"> = {
  startInTheClock: "too low",
  sumOfDurations: "too high",
  busyBase: "too high",
  busyThreads: "too low",
  coldBase: "too low",
  failedAgents: "too high",
};
