import { expect } from "vitest";
import {
  AtomicCounter,
  Channel,
  KnowledgeBase,
  Mutex,
  Semaphore,
  StartGate,
} from "../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "./support/threads.ts";

/** Everything that the threads of a stress share. */
function made() {
  return {
    mutex: new Mutex(),
    semaphore: new Semaphore(2),
    gate: new StartGate(3),
    counter: new AtomicCounter(),
    channel: new Channel<number>({ capacity: 4, slotBytes: 64 }),
    knowledge: new KnowledgeBase(),
    words: sharedWords(4),
  };
}

type Shared = ReturnType<typeof made>;

/** Uses one primitive after the other, for ever. Word 0 counts inside the mutex, word 1 counts those inside the semaphore. */
function useAll({ mutex, semaphore, gate, counter, channel, knowledge, words }: Shared): void {
  for (let i = 0; ; i++) {
    mutex.runExclusive((guard) => {
      // A holder that died inside has left the two words apart.
      if (guard.ownerDied !== null) {
        words[2] = words[0] as number;
        guard.markRepaired();
      }
      if (words[0] !== words[2]) throw new Error("two threads were inside");
      words[0] = (words[0] as number) + 1;
      words[2] = words[0] as number;
    });
    counter.increment();
    const permit = semaphore.tryAcquire();
    if (semaphore.permits < 0) throw new Error("more permits than there were");
    permit?.release();
    try {
      gate.wait({ timeout: 0.05 });
    } catch (error) {
      if (Reflect.get(error as object, "code") !== "TIMEOUT") throw error;
    }
    try {
      if (i % 2 === 0) channel.send(i, { timeout: 0.05 });
      else channel.receive({ timeout: 0.05 });
    } catch (error) {
      if (Reflect.get(error as object, "code") !== "TIMEOUT") throw error;
    }
    if (i % 64 === 0 && knowledge.entryCount < 2000)
      knowledge.addInsight("thread", "x".repeat(i % 100) + "y");
    Atomics.add(words, 3, 1);
  }
}

/**
 * Lets three threads use all primitives at once, kills each at a random moment, recovers what it held, and looks that all primitives
 * still work.
 */
export async function stress(seconds: number): Promise<number> {
  const shared = made();
  const { mutex, gate, semaphore, counter, channel, knowledge, words } = shared;
  const end = performance.now() + seconds * 1000;
  let rounds = 0;
  for (; performance.now() < end || rounds === 0; rounds++) {
    const before = Atomics.load(words, 3);
    const threads = [1, 2, 3].map(() => onThread(shared, useAll));
    const failed = Promise.race(threads.map(({ result }) => result));
    failed.catch(() => {});
    await Promise.race([until(() => Atomics.load(words, 3) > before + 50 * (rounds % 7)), failed]);
    for (const thread of threads) {
      await thread.kill();
      for (const primitive of [mutex, gate, channel, knowledge]) primitive.recover(thread.threadId);
    }
    expect(gate.arrived).toBe(0);
    mutex.lock({ timeout: 5000 }).release();
    expect(counter.value).toBeGreaterThanOrEqual(Atomics.load(words, 3));
    // A permit has no owner, so those of the dead are given back here.
    expect(semaphore.permits).toBeLessThanOrEqual(2);
    semaphore.release(2 - semaphore.permits || 1);
    if (semaphore.permits > 2) semaphore.acquire({ timeout: 1000 });
    while (channel.tryReceive() !== undefined);
    channel.send(7, { timeout: 5000 });
    expect(channel.receive({ timeout: 5000 })).toBe(7);
    for (const { text } of knowledge.since(Math.max(0, knowledge.entryCount - 5)))
      expect(text).toMatch(/^x*y$/);
  }
  return rounds;
}
