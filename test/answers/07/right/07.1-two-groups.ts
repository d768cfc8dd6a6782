// exercise 07.1 · In which direction does it lie?
// Sorted into those who flatter and those who harm.
const direction: Record<string, string> = {};
for (const name of ["sumOfDurations", "busyBase", "coldBase", "failedAgents"]) direction[name] = "too high";
for (const name of ["startInTheClock", "busyThreads"]) direction[name] = "too low";
