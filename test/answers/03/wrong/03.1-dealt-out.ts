// exercise 03.1 · When is the last one done?
// Every second agent, whoever is free.
// fails: giantAtTheStart: the prediction for 4, 1, 1, 1, 1 on 2 threads comes true
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> = {
  giantAtTheEnd: 6,
  giantAtTheStart: 6,
  manyThreads: 4,
  longestFirst: 7,
};
