// exercise 03.1 · When is the last one done?
// The order is taken for unimportant.
// fails: giantAtTheEnd: the prediction for 1, 1, 1, 1, 4 on 2 threads comes true
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> = {
  giantAtTheEnd: 4,
  giantAtTheStart: 4,
  manyThreads: 4,
  longestFirst: 7,
};
