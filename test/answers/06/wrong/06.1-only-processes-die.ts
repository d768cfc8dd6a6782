// exercise 06.1 · Who survives what?
// Whatever ends something ends the process.
// fails: exits: the prediction for an agent that calls process.exit() comes true
// fails: lateTimer: the prediction for an agent that leaves a timer behind that throws comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "only processes",
  exits: "only processes",
  spins: "not the event loop",
  growingMap: "only processes",
  killed: "only processes",
};
