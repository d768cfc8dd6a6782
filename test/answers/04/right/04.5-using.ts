// exercise 04.5 · Round in circles
// Both locks by `using`: they are given back at the end of the function.
const standstill = [..."AB"] as readonly ("A" | "B")[];

function move(
  locks: readonly Mutex[],
  budgets: Int32Array,
  from: number,
  to: number,
  amount: number,
): boolean {
  const [low, high] = from < to ? [from, to] : [to, from];
  using _first = locks[low].lock();
  using _second = high === low ? null : locks[high].lock();
  if (budgets[from] < amount) return false;
  budgets[from] -= amount;
  budgets[to] += amount;
  return true;
}



// Given, and used by the check: one move in the notebook, and movers on threads of their own. In each
// round there are new budgets.
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