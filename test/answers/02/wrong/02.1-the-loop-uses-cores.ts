// exercise 02.1 · How many at the same moment?
// The event loop is taken to use both cores.
// fails: eventLoop: the prediction for four agents on the event loop with 2 cores comes true
const atTheSameMoment: Record<"sequential" | "eventLoop" | "threadsOn2" | "threadsOn8", number | "?"> = {
  sequential: 1,
  eventLoop: 2,
  threadsOn2: 2,
  threadsOn8: 4,
};
