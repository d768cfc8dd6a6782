// exercise 04.2 · Spend what is there
// Takes the word away while it works: what is negative stands for taken.
function spend(budget: Int32Array, amount: number): boolean {
  const taken = -1;
  let seen = Atomics.exchange(budget, 0, taken);
  while (seen === taken) seen = Atomics.exchange(budget, 0, taken);
  const isEnough = seen >= amount;
  Atomics.store(budget, 0, isEnough ? seen - amount : seen);
  return isEnough;
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
