// exercise 03.1 · When is the last one done?
// One after the other.
// fails: giantAtTheEnd: the prediction for 1, 1, 1, 1, 4 on 2 threads comes true
// fails: giantAtTheStart: the prediction for 4, 1, 1, 1, 1 on 2 threads comes true
// fails: manyThreads: the prediction for 4, 1, 1, 1, 1 on 1000 threads comes true
// fails: longestFirst: the prediction for 3, 3, 2, 2, 2 on 2 threads comes true
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> = {
  giantAtTheEnd: 8,
  giantAtTheStart: 8,
  manyThreads: 8,
  longestFirst: 12,
};
