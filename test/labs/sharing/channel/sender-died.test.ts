import { expect, test } from "vitest";
import { Channel, recover } from "../../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

/** A thread id that no living thread has. */
const DEAD = 4711;

/** The words of a channel's ring, by the layout that `Ring` documents. */
function ringOf(channel: Channel<unknown>) {
  const words = new Int32Array(channel.share().buffer, 64);
  const stride = Math.ceil((16 + channel.slotBytes) / 64) * 16;
  return { words, slot: (position: number) => 48 + (position % channel.capacity) * stride };
}

/** Does what a sender does, up to the moment before the message is whole. */
function beginToSend(channel: Channel<unknown>): void {
  const { words, slot } = ringOf(channel);
  const position = Atomics.add(words, 16, 1);
  words[slot(position) + 1] = DEAD + 1;
}

/** Does what a receiver does, up to the moment before the slot is free again. */
function beginToReceive(channel: Channel<unknown>): void {
  const { words, slot } = ringOf(channel);
  const position = Atomics.add(words, 32, 1);
  words[slot(position) + 1] = -(DEAD + 1);
}

test("a message that its sender never finished is skipped once the sender is known to be dead", async () => {
  const channel = new Channel<string>({ capacity: 4 });
  channel.send("before");
  beginToSend(channel);
  channel.send("after");
  expect(channel.receive()).toBe("before");
  // Nobody can know yet whether it will be finished: order must be kept, so the receiver waits.
  expect(channel.tryReceive()).toBeUndefined();
  const waiting = onThread({ channel }, ({ channel }) => channel.receive({ timeout: 10_000 }));
  expect(channel.recover(DEAD)).toBe(true);
  expect(await waiting.result).toBe("after");
  expect(channel.recover(DEAD)).toBe(false);
});

test("a sender that waits for the slot of a dead sender gets it", async () => {
  const channel = new Channel<number>({ capacity: 2 });
  beginToSend(channel);
  channel.send(1);
  const waiting = onThread({ channel }, ({ channel }) => channel.send(2, { timeout: 10_000 }));
  recover({ channel }, DEAD);
  expect(channel.receive()).toBe(1);
  expect(channel.receive({ timeout: 10_000 })).toBe(2);
  await waiting.result;
});

test("a closed channel with an unfinished message ends once the sender is known to be dead", () => {
  const channel = new Channel<number>({ capacity: 2 });
  beginToSend(channel);
  channel.close();
  expect(() => channel.receive({ timeout: 1 })).toThrow(expect.objectContaining({ code: "TIMEOUT" }));
  channel.recover(DEAD);
  expect([...channel]).toEqual([]);
});

test("a receiver that dies takes its message with it, but not the slot", () => {
  const channel = new Channel<number>({ capacity: 2 });
  channel.send(1);
  channel.send(2);
  beginToReceive(channel);
  expect(channel.trySend(3)).toBe(false);
  expect(channel.recover(DEAD)).toBe(true);
  expect(channel.trySend(3)).toBe(true);
  expect([channel.receive(), channel.receive()]).toEqual([2, 3]);
});

test("what a dead thread had finished sending is not touched", () => {
  const channel = new Channel<number>({ capacity: 4 });
  const { words, slot } = ringOf(channel);
  for (const n of [1, 2, 3]) {
    channel.send(n);
    words[slot(n - 1) + 1] = DEAD + 1;
  }
  expect(channel.recover(DEAD)).toBe(false);
  channel.close();
  expect([...channel]).toEqual([1, 2, 3]);
});

test("senders killed at random moments: what arrives is whole, and the others go on", async () => {
  const channel = new Channel<Uint8Array>({ capacity: 4, slotBytes: 512 });
  const shared = { channel, words: sharedWords(1) };
  const receiver = onThread(shared, ({ channel, words }) => {
    let torn = 0;
    for (const bytes of channel) {
      if (bytes.some((byte) => byte !== bytes[0])) torn++;
      Atomics.add(words, 0, 1);
    }
    return torn;
  });
  for (let round = 1; round <= 5; round++) {
    const senders = Array.from({ length: 2 }, () =>
      onThread(shared, ({ channel }) => {
        for (let n = 0; ; n++) channel.send(new Uint8Array(512).fill(n));
      }),
    );
    const before = Atomics.load(shared.words, 0);
    await until(() => Atomics.load(shared.words, 0) > before + 50);
    for (const sender of senders) {
      await sender.kill();
      channel.recover(sender.threadId);
    }
  }
  const before = Atomics.load(shared.words, 0);
  await channel.sendAsync(new Uint8Array(8), { timeout: 10_000 });
  channel.close();
  expect(await receiver.result).toBe(0);
  expect(Atomics.load(shared.words, 0)).toBeGreaterThan(before);
});
