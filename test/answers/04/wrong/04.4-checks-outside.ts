// exercise 04.4 · The right scope
// Checks in front of the lock and does not look again.
// fails: a better score that came while it waited for the lock stays
// fails: in every order of steps, the best of two findings stays
function contribute(desk: Desk, agentId: number, think: () => number): void {
  const { lock, board, tell } = desk;
  const score = think();
  if (score <= board[0]) return;
  lock.lock();
  try {
    board[0] = score;
    board[1] = agentId;
    tell(score);
  } finally {
    lock.unlock();
  }
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
