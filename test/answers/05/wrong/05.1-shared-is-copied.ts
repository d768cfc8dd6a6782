// exercise 05.1 · What arrives?
// Believes that everything is copied.
// fails: viaShared: the prediction for a change to shared bytes comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: true,
  copied: 1,
  viaShared: 1,
  left: 0,
  listInside: 0,
  recipe: "throws",
};
