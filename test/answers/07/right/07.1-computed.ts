// exercise 07.1 · In which direction does it lie?
// Computes the sign of each mistake.
const speedup = (base: number, run: number) => base / run;
const compared = (base: number, run: number): "too high" | "too low" =>
  speedup(base, run) > speedup(1, 1) ? "too high" : "too low";
const direction = {
  startInTheClock: compared(1, 1.5),
  sumOfDurations: compared(8, 1),
  busyBase: compared(2, 1),
  busyThreads: compared(1, 2),
  coldBase: compared(1.1, 1),
  failedAgents: compared(1, 0.5),
};
