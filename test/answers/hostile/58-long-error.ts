// attack: throws an error whose message takes a pattern minutes to search
// points: 0
// says: Your answer threw
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  const error: any = new Error(" ".repeat(3e6) + "x");
  error.name = " ".repeat(1e6);
  error.code = " ".repeat(1e6);
  setTimeout(() => { throw new Error(" ".repeat(1e6)); });
  throw error;
}
