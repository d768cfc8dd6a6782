// exercise 05.1 · What arrives?
// Tried out instead of guessed.
const copy = structuredClone(
  new (class {
    method() {}
  })(),
);
const mine = new Uint8Array([1, 2, 3]);
structuredClone(mine, { transfer: [mine.buffer as ArrayBuffer] });
let outcome = "arrives";
try {
  structuredClone({ run: () => 1 });
} catch {
  outcome = "throws";
}
const arrives = {
  method: typeof copy.method,
  date: structuredClone(new Date()) instanceof Date,
  copied: 1,
  viaShared: 9,
  left: mine.length,
  listInside: [].length,
  recipe: outcome,
};
