// exercise 04.2 · Spend what is there
// Takes one, whatever the amount.
// fails: takes the whole amount when there is enough, and answers true
function spend(budget: Int32Array, amount: number): boolean {
  for (;;) {
    const seen = Atomics.load(budget, 0);
    if (seen < amount) return false;
    if (Atomics.compareExchange(budget, 0, seen, seen - 1) === seen) return true;
  }
}

// Given, and used by the check: agents that spend together. In each round there is a new budget for
// all of them, and each agent tries `tries` times to spend `amount` of it.
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
