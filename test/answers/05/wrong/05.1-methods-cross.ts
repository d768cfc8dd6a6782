// exercise 05.1 · What arrives?
// Believes what the type says.
// fails: method: the prediction for a method of a class comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "function",
  date: true,
  copied: 1,
  viaShared: 9,
  left: 0,
  listInside: 0,
  recipe: "throws",
};
