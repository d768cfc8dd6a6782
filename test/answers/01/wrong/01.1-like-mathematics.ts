// exercise 01.1 · Where numbers stop being exact
// Numbers are taken for those of mathematics.
// fails: oneMore: the prediction for 2 ** 53 + 1 === 2 ** 53 comes true
// fails: tooLate: the prediction for BigInt(2 ** 53 + 1) === 2n ** 53n + 1n comes true
// fails: mixed: the prediction for 1n + 1 === 2n comes true
const prediction: Record<"oneMore" | "oneMoreBig" | "tooLate" | "mixed", boolean | "throws" | "?"> = {
  oneMore: false,
  oneMoreBig: false,
  tooLate: true,
  mixed: true,
};
