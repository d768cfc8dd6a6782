// attack: throws from toJSON, from getters and from ownKeys while its value is read
// points: 0
// says: from a getter
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  if (n === 21) return { toJSON() { throw new Error("from toJSON"); }, get value() { throw new Error("from a getter"); } };
  return new Proxy({}, { ownKeys() { throw new Error("from ownKeys"); } });
}
