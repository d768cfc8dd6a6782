// exercise 01.1 · Where numbers stop being exact
// Lets the machine do it.
function attempt(run: () => boolean): boolean | "throws" {
  try {
    return run();
  } catch {
    return "throws";
  }
}
const prediction = {
  oneMore: attempt(() => 2 ** 53 + 1 === 2 ** 53),
  oneMoreBig: attempt(() => 2n ** 53n + 1n === 2n ** 53n),
  tooLate: attempt(() => BigInt(2 ** 53 + 1) === 2n ** 53n + 1n),
  mixed: attempt(() => 1n + JSON.parse("1") === 2n),
};
