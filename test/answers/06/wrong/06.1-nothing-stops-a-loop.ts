// exercise 06.1 · Who survives what?
// A loop can only be stopped from another process.
// fails: spins: the prediction for an agent that computes for ever comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "only processes",
  growingMap: "only processes",
  killed: "only processes",
};
