// exercise 04.4 · The right scope
// A helper that holds a lock for as long as a function runs.
function holding<T>(lock: Lock, work: () => T): T {
  lock.lock();
  try {
    return work();
  } finally {
    lock.unlock();
  }
}
function contribute({ lock, board, tell }: Desk, agentId: number, think: () => number): void {
  const score = think();
  holding(lock, () => {
    if (!(score > board[0])) return;
    [board[0], board[1]] = [score, agentId];
    tell(score);
  });
}

// Given, and used by the check: a rehearsal on one thread, and agents on threads of their own.
const rehearsal = (scene: Scene) => rehearse(contribute, scene);
function contributor(findings: readonly number[], context: AgentContext): number[] {
  const { mutex, board } = start<{ mutex: Mutex; board: Int32Array }>(context);
  const told: number[] = [];
  const desk = { lock: mutex, board, tell: (score: number) => void told.push(score) };
  for (const found of findings) contribute(desk, context.agentId, () => found);
  return told;
}
async function contributeTogether(findings: readonly (readonly number[])[], pace: Pace) {
  const [mutex, board] = [new Mutex(), sharedWords(2)];
  const { results } = await race(contributor, findings, { mutex, board }, pace);
  return {
    board: [...board],
    told: results.map(({ result }) => result),
    errors: results.map(({ error }) => error),
  };
}
