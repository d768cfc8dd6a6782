// exercise 04.4 · The right scope
// A guard that locks as it is made; the explorer cannot run it.
function contribute(desk: Desk, agentId: number, think: () => number): void {
  const found = think();

  class Guard {
    constructor() {
      desk.lock.lock();
    }
    release() {
      desk.lock.unlock();
    }
  }

  function update() {
    const isBetter = found > Atomics.load(desk.board, 0);
    if (!isBetter) return;
    Atomics.store(desk.board, 0, found);
    Atomics.store(desk.board, 1, agentId);
    desk.tell(found);
  }

  const guard = new Guard();
  try {
    update();
  } finally {
    guard.release();
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
