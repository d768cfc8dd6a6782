// exercise 03.1 · When is the last one done?
// The best plan instead of the rule.
// fails: longestFirst: the prediction for 3, 3, 2, 2, 2 on 2 threads comes true
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> = {
  giantAtTheEnd: 6,
  giantAtTheStart: 4,
  manyThreads: 4,
  longestFirst: 6,
};
