// attack: throws null, and errors whose parts throw
// points: 0
// says: threw
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  if (n === 21) throw null;
  throw Object.defineProperties(new Error(), { message: { get() { throw new Error("message"); } }, name: { get() { throw new Error("name"); } }, stack: { get() { throw new Error("stack"); } } });
}
