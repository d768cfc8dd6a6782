// exercise 05.1 · What arrives?
// Takes a transfer for a quick copy.
// fails: left: the prediction for what the sender of a transfer keeps comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: true,
  copied: 1,
  viaShared: 9,
  left: 3,
  listInside: 0,
  recipe: "throws",
};
