// exercise 05.1 · What arrives?
// Thinks of JSON, where a date becomes text.
// fails: date: the prediction for a date comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: false,
  copied: 1,
  viaShared: 9,
  left: 0,
  listInside: 0,
  recipe: "throws",
};
