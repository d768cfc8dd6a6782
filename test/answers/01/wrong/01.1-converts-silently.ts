// exercise 01.1 · Where numbers stop being exact
// Thinks that 1 becomes a BigInt by itself, as it becomes a text.
// fails: mixed: the prediction for 1n + 1 === 2n comes true
const prediction: Record<"oneMore" | "oneMoreBig" | "tooLate" | "mixed", boolean | "throws" | "?"> = {
  oneMore: true,
  oneMoreBig: false,
  tooLate: false,
  mixed: true,
};
