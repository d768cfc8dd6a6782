// exercise 02.1 · How many at the same moment?
// Forgets that a thread needs a core.
// fails: threadsOn2: the prediction for four agents on worker threads with 2 cores comes true
const atTheSameMoment: Record<"sequential" | "eventLoop" | "threadsOn2" | "threadsOn8", number | "?"> = {
  sequential: 1,
  eventLoop: 1,
  threadsOn2: 4,
  threadsOn8: 4,
};
