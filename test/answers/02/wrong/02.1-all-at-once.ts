// exercise 02.1 · How many at the same moment?
// Launched is taken for computing.
// fails: eventLoop: the prediction for four agents on the event loop with 2 cores comes true
const atTheSameMoment: Record<"sequential" | "eventLoop" | "threadsOn2" | "threadsOn8", number | "?"> = {
  sequential: 4,
  eventLoop: 4,
  threadsOn2: 4,
  threadsOn8: 8,
};
