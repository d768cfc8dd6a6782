// attack: returns an object that claims to be one of the test runner's matchers
// points: 0
// says: expected 42, got
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  return { $$typeof: Symbol.for("jest.asymmetricMatcher"), asymmetricMatch: () => true, toAsymmetricMatcher: () => "42", sample: 42 };
}
