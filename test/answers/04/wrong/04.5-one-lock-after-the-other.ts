// exercise 04.5 · Round in circles
// Never holds both locks: in between the money is nowhere.
// fails: in every order of steps, nobody who holds both locks sees money on its way
const standstill: readonly ("A" | "B")[] = ["A", "B"];

function move(
  locks: readonly Mutex[],
  budgets: Int32Array,
  from: number,
  to: number,
  amount: number,
): boolean {
  if (from === to) return locks[from].runExclusive(() => budgets[from] >= amount);
  const taken = locks[from].runExclusive(() => {
    if (budgets[from] < amount) return false;
    budgets[from] -= amount;
    return true;
  });
  if (!taken) return false;
  locks[to].runExclusive(() => {
    budgets[to] += amount;
  });
  return true;
}

function moveOnce(balances: readonly number[], from: number, to: number, amount: number) {
  const locks = balances.map(() => new Mutex());
  const budgets = Int32Array.from(balances);
  const moved = move(locks, budgets, from, to, amount);
  return { moved, balances: [...budgets], held: locks.filter((lock) => lock.holder !== null).length };
}
type Errand = { readonly from: number; readonly to: number; readonly times: number };
function mover({ from, to, times }: Errand, context: AgentContext): number {
  const { locks, rounds, gate } = start<{ locks: readonly Mutex[]; rounds: readonly Int32Array[] }>(context);
  let moved = 0;
  for (const budgets of rounds) {
    gate.wait();
    for (let i = 0; i < times; i += 1) if (move(locks, budgets, from, to, 1) === true) moved += 1;
  }
  return moved;
}
async function moveTogether(
  balances: readonly number[],
  errands: readonly Errand[],
  pace: Pace,
  howOften = 1,
) {
  const locks = balances.map(() => new Mutex());
  const rounds = Array.from({ length: howOften }, () => sharedWords(balances.length));
  for (const budgets of rounds) budgets.set(balances);
  const { results } = await race(mover, errands, { locks, rounds }, pace);
  return {
    balances: rounds.map((budgets) => [...budgets]),
    moved: results.map(({ result }) => Number(result)),
    errors: results.map(({ error }) => error),
  };
}
