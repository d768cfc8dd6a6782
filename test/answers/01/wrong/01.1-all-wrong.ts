// exercise 01.1 · Where numbers stop being exact
// The intuition of most people.
// fails: tooLate: the prediction for BigInt(2 ** 53 + 1) === 2n ** 53n + 1n comes true
const prediction: Record<"oneMore" | "oneMoreBig" | "tooLate" | "mixed", boolean | "throws" | "?"> = {
  oneMore: false,
  oneMoreBig: true,
  tooLate: true,
  mixed: true,
};
