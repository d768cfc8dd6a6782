// exercise 06.1 · Who survives what?
// A rejected promise ends the process.
// fails: rejects: the prediction for an agent that is rejected a moment later comes true
const containedBy = {
  throws: "all three",
  rejects: "not the event loop",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "not the event loop",
  growingMap: "only processes",
  killed: "only processes",
};
