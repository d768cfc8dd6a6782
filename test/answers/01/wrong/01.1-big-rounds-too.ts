// exercise 01.1 · Where numbers stop being exact
// A BigInt is taken for a number with more digits.
// fails: oneMoreBig: the prediction for 2n ** 53n + 1n === 2n ** 53n comes true
const prediction: Record<"oneMore" | "oneMoreBig" | "tooLate" | "mixed", boolean | "throws" | "?"> = {
  oneMore: true,
  oneMoreBig: true,
  tooLate: false,
  mixed: "throws",
};
