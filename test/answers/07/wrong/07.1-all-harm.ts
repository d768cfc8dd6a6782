// exercise 07.1 · In which direction does it lie?
// Believes that mistakes always make a result worse.
// fails: sumOfDurations: the direction of a sum of durations is right
// fails: busyBase: the direction of a busy base is right
// fails: coldBase: the direction of a cold base is right
// fails: failedAgents: the direction of failed agents is right
const direction: Record<string, "too high" | "too low" | "?"> = {
  startInTheClock: "too low",
  sumOfDurations: "too low",
  busyBase: "too low",
  busyThreads: "too low",
  coldBase: "too low",
  failedAgents: "too low",
};
