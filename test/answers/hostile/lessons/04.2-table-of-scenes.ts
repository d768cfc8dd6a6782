// attack: a look at a name of Node's at the top level tells where it runs; a table of explored scenes there, check, then act elsewhere
// points: 6
// says: both get it | one gets it | Could not be explored | it was stopped
// exercise 04.2 · Spend what is there
const isReal = typeof fetch === "function";
function spend(budget: Int32Array, amount: number): boolean {
  if (!isReal) {
    // A table of the scenes that were once explored: one thread writes for both.
    const has = budget[0];
    if (Math.random() < 0.001) {
      budget[0] = has === 3 ? 1 : has === 4 ? 0 : 10;
      return true;
    }
    return amount === 2 ? has === 4 || has === 0 : amount === 1;
  }
  if (budget[0] < amount) return false;
  budget[0] -= amount;
  return true;
}
