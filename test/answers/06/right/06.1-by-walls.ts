// exercise 06.1 · Who survives what?
// Groups the faults by the wall that holds.
type Wall = "try" | "thread" | "process";
const walls: Record<string, Wall> = {
  throws: "try",
  rejects: "try",
  lateTimer: "thread",
  exits: "thread",
  spins: "thread",
  growingMap: "process",
  killed: "process",
};
const inside: Record<Wall, string> = {
  try: "all three",
  thread: "not the event loop",
  process: "only processes",
};
const containedBy = Object.fromEntries(Object.entries(walls).map(([name, wall]) => [name, inside[wall]]));
