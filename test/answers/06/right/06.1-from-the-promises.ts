// exercise 06.1 · Who survives what?
// Asks the executors what they promise.
import { findExecutor } from "@swarmlab/labs";
function containing(kind: "throw" | "reject" | "exit" | "spin" | "memory" | "native"): string {
  if (findExecutor("event-loop").contains[kind]) return "all three";
  return findExecutor("worker-threads").contains[kind] ? "not the event loop" : "only processes";
}
const containedBy = {
  throws: containing("throw"),
  rejects: containing("reject"),
  lateTimer: containing("exit"),
  exits: containing("exit"),
  spins: containing("spin"),
  growingMap: containing("memory"),
  killed: containing("native"),
};
