// exercise 03.1 · When is the last one done?
// Written as the sums they are.
const doneAfter: Record<"giantAtTheEnd" | "giantAtTheStart" | "manyThreads" | "longestFirst", number | "?"> = {
  giantAtTheEnd: 2 + 4,
  giantAtTheStart: Math.max(4, 1 + 1 + 1 + 1),
  manyThreads: 4,
  longestFirst: 3 + 2 + 2,
};
