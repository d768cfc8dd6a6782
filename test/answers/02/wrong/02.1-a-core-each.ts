// exercise 02.1 · How many at the same moment?
// Eight cores are taken to run eight of four agents.
// fails: threadsOn8: the prediction for four agents on worker threads with 8 cores comes true
const atTheSameMoment: Record<"sequential" | "eventLoop" | "threadsOn2" | "threadsOn8", number | "?"> = {
  sequential: 1,
  eventLoop: 1,
  threadsOn2: 2,
  threadsOn8: 8,
};
