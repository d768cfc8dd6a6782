// exercise 04.2 · Spend what is there
// Gives up after three lost races, although there is enough.
// fails: in every order of steps, nobody is turned away while there is enough
function spend(budget: Int32Array, amount: number): boolean {
  for (let tries = 0; tries < 3; tries += 1) {
    const seen = Atomics.load(budget, 0);
    if (seen < amount) return false;
    if (Atomics.compareExchange(budget, 0, seen, seen - amount) === seen) return true;
  }
  return false;
}

type Order = { readonly amount: number; readonly tries: number };
function spender({ amount, tries }: Order, context: AgentContext): number {
  const { budgets, gate } = start<{ budgets: readonly Int32Array[] }>(context);
  let spent = 0;
  for (const budget of budgets) {
    gate.wait();
    for (let i = 0; i < tries; i += 1) if (spend(budget, amount) === true) spent += amount;
  }
  return spent;
}
async function spendTogether(available: number, orders: readonly Order[], pace: Pace, rounds: number) {
  const budgets = Array.from({ length: rounds }, () => sharedWords(1).fill(available));
  const { results } = await race(spender, orders, { budgets }, pace);
  return {
    spent: results.map(({ result }) => Number(result)),
    left: budgets.map((budget) => budget[0]),
    errors: results.map(({ error }) => error),
  };
}
