// exercise 06.1 · Who survives what?
// The event loop has timers, so it can stop a loop.
// fails: spins: the prediction for an agent that computes for ever comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "all three",
  growingMap: "only processes",
  killed: "only processes",
};
