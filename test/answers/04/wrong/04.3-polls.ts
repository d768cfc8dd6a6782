// exercise 04.3 · A lock in two lines
// Never wakes anybody: who sleeps looks again every 10 ms.
// fails: unlock() wakes whoever sleeps in front of a lock that is WANTED
class TinyLock implements Lock {
  readonly word: Int32Array;

  constructor(word: Int32Array) {
    this.word = word;
  }

  lock(): void {
    if (Atomics.compareExchange(this.word, 0, FREE, HELD) === FREE) return;
    while (Atomics.exchange(this.word, 0, WANTED) !== FREE) Atomics.wait(this.word, 0, WANTED, 10);
  }

  unlock(): void {
    Atomics.store(this.word, 0, FREE);
  }
}

function lapper(laps: number, context: AgentContext): void {
  const { lock, board } = start<{ lock: Int32Array; board: Int32Array }>(context);
  const tiny = new TinyLock(lock);
  for (let lap = 0; lap < laps; lap += 1) {
    tiny.lock();
    board[0] += 1;
    tiny.unlock();
  }
}
async function testTrack(threads: number, laps: number, pace: Pace) {
  const { lock, board, racing, forgotten } = raceOnTrack(
    lapper,
    Array<number>(threads).fill(laps),
    false,
    pace,
  );
  const { results } = await racing;
  return { laps: board[0], word: lock[0], forgotten: forgotten(), errors: results.map(({ error }) => error) };
}
const queueUpHere = (threads: number) => queueUp(lapper, threads);
