// exercise 05.1 · What arrives?
// Thinks that one shared part makes the whole message shared.
// fails: listInside: the prediction for a list beside shared bytes comes true
const arrives: Record<
  "method" | "date" | "copied" | "viaShared" | "left" | "listInside" | "recipe",
  string | number | boolean
> = {
  method: "undefined",
  date: true,
  copied: 1,
  viaShared: 9,
  left: 0,
  listInside: 1,
  recipe: "throws",
};
