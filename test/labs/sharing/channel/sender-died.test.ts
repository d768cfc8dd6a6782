import { expect, test } from "vitest";
import { Channel, Mutex, recover } from "../../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

/** The mutex of one end, by the layout that `Channel` documents: senders at byte 0, receivers at byte 128. */
function mutexOf(channel: Channel<string>, end: "senders" | "receivers"): Mutex {
  const { buffer } = channel.share();
  return Mutex.from({ kind: "swarmlab.mutex", buffer, offset: end === "senders" ? 0 : 128 });
}

/** A thread that dies while it sends, with half a message in the next slot, or while it receives. */
async function dieAt(channel: Channel<string>, end: "senders" | "receivers"): Promise<number> {
  const mutex = mutexOf(channel, end);
  // The slots that are free: those after the ones that hold a message, each with 8 bytes of header.
  const free = 384 + 384 + channel.length * (8 + 1024);
  const slots = new Uint8Array(channel.share().buffer, free);
  const thread = onThread({ mutex, slots, end }, ({ mutex, slots, end }) => {
    mutex.lock();
    if (end === "senders") slots.fill(255);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  await until(() => mutex.holder === thread.threadId);
  await thread.kill();
  return thread.threadId;
}

test("half a message of a dead sender is never seen; the other senders and the receivers go on", async () => {
  const channel = new Channel<string>({ capacity: 4 });
  const dead = await dieAt(channel, "senders");
  const sender = onThread({ channel }, ({ channel }) => channel.send("from the living"));
  const receiver = onThread({ channel }, ({ channel }) => channel.receive());
  const onLoop = channel.sendAsync("from the event loop");
  expect(channel.recover(dead)).toBe(true);
  await Promise.all([sender.result, onLoop]);
  const received = [await receiver.result, channel.receive()];
  expect(received.sort()).toEqual(["from the event loop", "from the living"]);
  expect(channel.recover(dead)).toBe(false);
});

test("until the death is known no thread hangs for ever: send() times out, and trySend() returns false", async () => {
  const channel = new Channel<string>({ capacity: 4 });
  const dead = await dieAt(channel, "senders");
  expect(() => channel.send("x", { timeout: 20 })).toThrow(expect.objectContaining({ code: "TIMEOUT" }));
  await expect(channel.sendAsync("x", { timeout: 20 })).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(channel.trySend("x")).toBe(false);
  recover({ channel }, dead);
  expect(channel.trySend("x")).toBe(true);
});

test("a message that a dead receiver had not taken out whole goes to the next receiver", async () => {
  const channel = new Channel<string>({ capacity: 2 });
  channel.send("1");
  channel.send("2");
  const dead = await dieAt(channel, "receivers");
  expect(channel.trySend("3")).toBe(false);
  const next = onThread({ channel }, ({ channel }) => [channel.receive(), channel.receive()]);
  expect(channel.recover(dead)).toBe(true);
  expect(await next.result).toEqual(["1", "2"]);
});

test("a closed channel ends for its receivers although a sender died within a message", async () => {
  const channel = new Channel<string>({ capacity: 2 });
  channel.send("1");
  const dead = await dieAt(channel, "senders");
  channel.close();
  expect([...channel]).toEqual(["1"]);
  channel.recover(dead);
  expect(() => channel.send("2")).toThrow(expect.objectContaining({ code: "CLOSED" }));
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
        for (let n = 0; ; n++) channel.send(new Uint8Array(1 + ((n * 97) % 1500)).fill(n));
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
