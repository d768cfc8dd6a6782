// exercise 06.1 · Who survives what?
// A try catches whatever goes wrong.
// fails: lateTimer: the prediction for an agent that leaves a timer behind that throws comes true
// fails: exits: the prediction for an agent that calls process.exit() comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "all three",
  exits: "all three",
  spins: "not the event loop",
  growingMap: "only processes",
  killed: "only processes",
};
