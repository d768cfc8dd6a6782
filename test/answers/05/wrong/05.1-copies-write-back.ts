// exercise 05.1 · What arrives?
// Takes the copy for the original.
// fails: copied: the prediction for a change to cloned bytes comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: true,
  copied: 9,
  viaShared: 9,
  left: 0,
  listInside: 0,
  recipe: "throws",
};
