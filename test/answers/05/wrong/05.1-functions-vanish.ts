// exercise 05.1 · What arrives?
// Thinks of JSON, which leaves functions out.
// fails: recipe: the prediction for a function in a message comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: true,
  copied: 1,
  viaShared: 9,
  left: 0,
  listInside: 0,
  recipe: "is missing",
};
