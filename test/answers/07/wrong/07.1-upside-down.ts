// exercise 07.1 · In which direction does it lie?
// Has the fraction upside down.
// fails: startInTheClock: the direction of starting in the clock is right
// fails: sumOfDurations: the direction of a sum of durations is right
// fails: busyBase: the direction of a busy base is right
// fails: busyThreads: the direction of busy threads is right
// fails: coldBase: the direction of a cold base is right
// fails: failedAgents: the direction of failed agents is right
const direction: Record<string, "too high" | "too low" | "?"> = {
  startInTheClock: "too high",
  sumOfDurations: "too low",
  busyBase: "too low",
  busyThreads: "too high",
  coldBase: "too low",
  failedAgents: "too low",
};
