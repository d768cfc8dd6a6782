// attack: returns an instance whose class has a matcher's methods and tag
// points: 0
// says: expected 42, got
// %%
// exercise 01.1 · Double a number
class Anything {
  $$typeof = Symbol.for("jest.asymmetricMatcher");
  get [Symbol.toStringTag]() { return "Anything"; }
  asymmetricMatch(): boolean { return true; }
  equals(): boolean { return true; }
  toJSON(): number { return 42; }
}
function double(n: number): any {
  return new Anything();
}
