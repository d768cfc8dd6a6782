// exercise 06.1 · Who survives what?
// A thread has a heap of its own, so memory is contained.
// fails: growingMap: the prediction for an agent that fills a Map until memory is used up comes true
const containedBy = {
  throws: "all three",
  rejects: "all three",
  lateTimer: "not the event loop",
  exits: "not the event loop",
  spins: "not the event loop",
  growingMap: "not the event loop",
  killed: "only processes",
};
