// exercise 01.1 · Where numbers stop being exact
// Reasons with what is safe.
const hasAPlace = Number.isSafeInteger(2 ** 53 + 1);
const guess: Record<string, boolean | "throws"> = {};
guess.oneMore = !hasAPlace;
guess.oneMoreBig = false;
guess.tooLate = hasAPlace;
guess.mixed = "throws";
const prediction = guess;
