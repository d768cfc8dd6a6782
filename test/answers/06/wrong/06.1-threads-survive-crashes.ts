// exercise 06.1 · Who survives what?
// A crash ends only the thread it happens in.
// fails: killed: the prediction for an agent that brings its process down comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "not the event loop",
  growingMap: "only processes",
  killed: "not the event loop",
};
