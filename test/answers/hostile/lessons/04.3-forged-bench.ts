// attack: brings a test track of its own, which says that a lock without a lock holds
// points: 5
// exercise 04.3 · A lock in two lines
class TinyLock {
  constructor(readonly word: Int32Array) {}
  lock(): void {
    Atomics.load(this.word, 0);
  }
  unlock(): void {
    Atomics.store(this.word, 0, 0);
  }
}
const testTrack = async (threads: number, laps: number): Promise<any> => ({ laps: threads * laps, word: 0, forgotten: 0, errors: [] });
const queueUpHere = async (threads: number): Promise<any> => ({ asleep: threads, tooEarly: 0, forgotten: 0, errors: [] });
