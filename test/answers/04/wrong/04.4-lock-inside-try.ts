// exercise 04.4 · The right scope
// Takes the lock inside the try, so a lock that cannot be had is given back.
// fails: a lock that cannot be had is not given back, and its error goes on
function contribute(desk: Desk, agentId: number, think: () => number): void {
  const { lock, board, tell } = desk;
  const score = think();
  try {
    lock.lock();
    if (score > board[0]) {
      board[0] = score;
      board[1] = agentId;
      tell(score);
    }
  } finally {
    lock.unlock();
  }
}

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
