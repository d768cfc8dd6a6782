// attack: throws what looks like an assertion that passed
// points: 0
// says: expected 42
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const error: any = new Error("expected 42 to be 42 // Object.is equality");
  error.name = "AssertionError";
  error.actual = error.expected = 42;
  error.status = "passed";
  error.code = "PASSED";
  throw error;
}
