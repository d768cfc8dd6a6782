import { expect, test } from "vitest";
import { Channel, Mutex, SharingError } from "../../../../labs/sharing/index.ts";
import fc from "../../../fast-check.ts";
import { onThread, sharedWords, until } from "../support/threads.ts";

test("on one thread it behaves as a bounded queue, around the end of the ring many times", () => {
  const users = fc.constantFrom("many" as const, "one" as const);
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("send" as const), length: fc.nat(60) }) },
    { weight: 5, arbitrary: fc.constant({ do: "receive" as const }) },
    { weight: 1, arbitrary: fc.constant({ do: "view" as const }) },
  );
  const steps = fc.array(step, { maxLength: 200, size: "max" });
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 8, max: 20 }),
      users,
      (steps, capacity, slotBytes, users) => {
        let channel = new Channel<Uint8Array>({ capacity, slotBytes, senders: users, receivers: users });
        const queue: Uint8Array[] = [];
        // A slot has 8 bytes more, for the header, and is a multiple of 8 bytes; a long message takes several slots.
        const stride = Math.ceil((8 + slotBytes) / 8) * 8;
        const slotsFor = (length: number) => (length <= slotBytes ? 1 : Math.ceil((8 + length) / stride));
        steps.forEach((step, i) => {
          if (step.do === "view") channel = Channel.from(channel.share());
          else if (step.do === "receive") expect(channel.tryReceive()).toEqual(queue.shift());
          else if (slotsFor(step.length) > capacity) {
            expect(() => channel.trySend(new Uint8Array(step.length))).toThrow(/^This message takes/);
          } else {
            const used = queue.reduce((sum, bytes) => sum + slotsFor(bytes.length), 0);
            const bytes = new Uint8Array(step.length).fill(i);
            expect(channel.trySend(bytes)).toBe(used + slotsFor(step.length) <= capacity);
            if (used + slotsFor(step.length) <= capacity) queue.push(bytes);
          }
          expect(channel.length).toBe(queue.length);
        });
        channel.close();
        expect(() => channel.trySend(new Uint8Array(0))).toThrow(
          "Nothing can be sent: the channel is closed.",
        );
        expect([...channel]).toEqual(queue);
      },
    ),
  );
});

test("what is sent arrives as postMessage would copy it", () => {
  const channel = new Channel({ capacity: 2, slotBytes: 100_000 });
  const values = [
    null,
    true,
    -0.5,
    Number.NaN,
    2n ** 80n,
    "",
    "grüße 👋",
    new Uint8Array([1, 2, 3]),
    new Uint8Array(0),
    new Float64Array([1, 2]),
    new Date(5),
    new Map([["a", new Set([1, 2])]]),
    { nested: { list: [undefined, "x"] } },
  ];
  for (const value of values) {
    channel.send(value);
    expect(channel.receive()).toEqual(value);
  }
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  channel.send(cycle);
  const copy = channel.receive() as typeof cycle;
  expect(copy.self).toBe(copy);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      channel.send(value);
      expect(channel.receive()).toEqual(value);
    }),
  );
});

test("a received message belongs to its receiver: no later message overwrites it", () => {
  const channel = new Channel<Uint8Array>({ capacity: 2, slotBytes: 8 });
  const sent = new Uint8Array([1, 2]);
  channel.send(sent);
  sent[0] = 99;
  const received = channel.receive();
  for (let i = 0; i < 4; i++) {
    channel.send(new Uint8Array([7, 7]));
    channel.receive();
  }
  expect([...received]).toEqual([1, 2]);
});

test("three senders and three receivers: each message arrives exactly once, and each sender's in its order", async () => {
  const shared = {
    channel: new Channel<[sender: number, n: number]>({ capacity: 8, slotBytes: 64 }),
    words: sharedWords(1),
  };
  const senders = Array.from({ length: 3 }, () =>
    onThread(shared, ({ channel, words }) => {
      const sender = Atomics.add(words, 0, 1);
      for (let n = 0; n < 5000; n++) channel.send([sender, n]);
    }),
  );
  const receivers = Array.from({ length: 3 }, () => onThread(shared, ({ channel }) => [...channel]));
  await Promise.all(senders.map((thread) => thread.result));
  shared.channel.close();
  const received = await Promise.all(receivers.map((thread) => thread.result));
  for (const messages of received) {
    for (const sender of [0, 1, 2]) {
      const numbers = messages.filter(([from]) => from === sender).map(([, n]) => n);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
  }
  const keys = received.flat().map(([sender, n]) => sender * 5000 + n);
  expect(keys.sort((a, b) => a - b)).toEqual(Array.from({ length: 15_000 }, (_, i) => i));
});

test("back-pressure: a sender waits while the channel is full, and goes on as soon as there is room", async () => {
  const shared = { channel: new Channel<number>({ capacity: 4 }), words: sharedWords(1) };
  const sender = onThread(shared, ({ channel, words }) => {
    for (let n = 0; n < 10; n++) {
      channel.send(n);
      Atomics.add(words, 0, 1);
    }
  });
  await until(() => shared.words[0] === 4);
  expect(shared.channel.trySend(99)).toBe(false);
  // Long enough for the sender to leave the channel's lock, should it be interrupted there.
  expect(() => shared.channel.send(99, { timeout: 500 })).toThrow(
    "Room in the channel did not come within 500 ms.",
  );
  await expect(shared.channel.sendAsync(99, { timeout: 500 })).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(shared.words[0]).toBe(4);
  for (let n = 0; n < 10; n++) expect(await shared.channel.receiveAsync()).toBe(n);
  await sender.result;
});

test("a receiver asleep is woken by a message, a deadline or the close", async () => {
  const channel = new Channel<string>();
  const first = onThread({ channel }, ({ channel }) => channel.receive());
  await new Promise((resolve) => setTimeout(resolve, 50));
  channel.send("good morning");
  expect(await first.result).toBe("good morning");
  expect(() => channel.receive({ timeout: 5 })).toThrow("A message did not come within 5 ms.");
  await expect(channel.receiveAsync({ timeout: 5 })).rejects.toMatchObject({ code: "TIMEOUT" });
  const second = onThread({ channel }, ({ channel }) => channel.receive());
  const third = expect(channel.receiveAsync()).rejects.toThrow(
    "Nothing more can be received: the channel is closed.",
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  channel.close();
  await expect(second.result).rejects.toMatchObject({ code: "CLOSED" });
  await third;
});

test("a closed channel is drained before it ends, for blocking loops and for event loops", async () => {
  const make = () => {
    const channel = new Channel<number>();
    for (let n = 0; n < 5; n++) channel.send(n);
    channel.close();
    return channel;
  };
  expect([...make()]).toEqual([0, 1, 2, 3, 4]);
  const received: number[] = [];
  for await (const n of make()) received.push(n);
  expect(received).toEqual([0, 1, 2, 3, 4]);
});

test("a channel closed under traffic delivers every message whose send() returned, and refused the others", async () => {
  for (let round = 0; round < 2; round++) {
    const channel = new Channel<number>({ capacity: 4, slotBytes: 16 });
    const senders = Array.from({ length: 3 }, () =>
      onThread({ channel }, ({ channel }) => {
        for (let sent = 0; ; sent++) {
          try {
            channel.send(sent);
          } catch (error) {
            return { sent, code: (error as { code?: string }).code };
          }
        }
      }),
    );
    const receivers = Array.from({ length: 2 }, () =>
      onThread({ channel }, ({ channel }) => {
        let received = 0;
        for (const _ of channel) received++;
        return received;
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    channel.close();
    const ends = await Promise.all(senders.map((thread) => thread.result));
    const counts = await Promise.all(receivers.map((thread) => thread.result));
    expect(ends.map((end) => end.code)).toEqual(["CLOSED", "CLOSED", "CLOSED"]);
    expect(counts.reduce((a, b) => a + b)).toBe(ends.reduce((sum, end) => sum + end.sent, 0));
  }
});

test("the event loop sends and receives beside threads without ever blocking", async () => {
  const shared = { there: new Channel<number>({ capacity: 2 }), back: new Channel<number>({ capacity: 2 }) };
  const echo = onThread(shared, ({ there, back }) => {
    for (const n of there) back.send(n * 2);
    back.close();
  });
  const sending = (async () => {
    for (let n = 0; n < 500; n++) await shared.there.sendAsync(n);
    shared.there.close();
  })();
  let expected = 0;
  for await (const n of shared.back) expect(n).toBe(2 * expected++);
  expect(expected).toBe(500);
  await Promise.all([sending, echo.result]);
});

test("what cannot be sent is refused by name, and nothing is left in the channel", () => {
  const channel = new Channel({ capacity: 2, slotBytes: 96 });
  const sending = (value: unknown) => () => channel.send(value);
  expect(sending("x".repeat(201))).toThrow(
    "This message takes 201 bytes, but all of the channel (2 slots of 96 bytes) holds 200; create it with a larger slotBytes or capacity, or send the message in parts.",
  );
  expect(sending(undefined)).toThrow("undefined cannot be sent; send null instead.");
  expect(sending(function compute() {})).toThrow(
    "A message cannot be copied to another thread (message is a function named compute); send what it computes instead.",
  );
  expect(sending({ mutex: new Mutex().share() })).toThrow(expect.objectContaining({ code: "NOT_SHAREABLE" }));
  expect(channel.length).toBe(0);
});

test("an end for one thread works without a lock, and refuses other threads by name", async () => {
  const options = { capacity: 8, slotBytes: 64, senders: "one", receivers: "one" } as const;
  const channel = new Channel<number>(options);
  const sender = onThread({ channel }, ({ channel }) => {
    for (let n = 0; n < 20_000; n++) channel.send(n);
    channel.close();
  });
  const received: number[] = [];
  for await (const n of channel) received.push(n);
  await sender.result;
  expect(received).toEqual(Array.from({ length: 20_000 }, (_, n) => n));
  const stranger = onThread({ channel }, ({ channel }) => channel.receive());
  await expect(stranger.result).rejects.toMatchObject({ code: "NOT_OWNER" });
  await expect(stranger.result).rejects.toThrow(/for one thread, and thread \d+ was the first/);
});

test("an end whose one thread has died is free for the next", async () => {
  const channel = new Channel<number>({ senders: "one" });
  const first = onThread({ channel }, ({ channel }) => channel.send(1));
  await first.result;
  await first.kill();
  expect(() => channel.send(2)).toThrow(expect.objectContaining({ code: "NOT_OWNER" }));
  expect(channel.recover(first.threadId)).toBe(true);
  channel.send(2);
  expect([channel.receive(), channel.receive()]).toEqual([1, 2]);
});

test("bad options are named", () => {
  // @ts-expect-error neither "many" nor "one"
  expect(() => new Channel({ senders: 2 })).toThrow('senders must be "many" or "one", but is 2 (number).');
  expect(() => new Channel({ capacity: 0 })).toThrow(
    "capacity must be a whole number from 1 to 16777216, but is 0",
  );
  expect(() => new Channel({ slotBytes: 0.5 })).toThrow(SharingError);
  // @ts-expect-error a handle of another kind
  expect(() => Channel.from(new Mutex().share())).toThrow("a handle of kind swarmlab.mutex");
  expect(new Channel({ capacity: 5 }).capacity).toBe(5);
});
