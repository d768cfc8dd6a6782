import { expect, test } from "vitest";
import { recover, SharingError, StartGate } from "../../../labs/sharing/index.ts";
import { onThread, sharedWords, until } from "./support/threads.ts";

test("no thread passes before the last one has arrived, round after round", async () => {
  const shared = { gate: new StartGate(3), words: sharedWords(1) };
  const threads = Array.from({ length: 3 }, () =>
    onThread(shared, ({ gate, words }) => {
      const seen: number[] = [];
      for (let round = 1; round <= 20; round++) {
        Atomics.add(words, 0, 1);
        gate.wait();
        // All three threads have counted this round, and none can have counted the next one twice.
        seen.push(Atomics.load(words, 0) - 3 * round);
        gate.wait();
      }
      return seen;
    }),
  );
  for (const thread of threads) expect(await thread.result).toEqual(Array.from({ length: 20 }, () => 0));
});

test("an event loop waits at the gate without blocking", async () => {
  const gate = new StartGate(2);
  const waiting = gate.waitAsync();
  expect(gate.arrived).toBe(1);
  const other = onThread({ gate }, ({ gate }) => gate.wait());
  await Promise.all([waiting, other.result]);
  expect(gate.arrived).toBe(0);
});

test("a thread that times out counts as not arrived", async () => {
  const gate = new StartGate(2);
  expect(() => gate.wait({ timeout: 5 })).toThrow(
    "The last of 2 parties at the start gate did not come within 5 ms.",
  );
  await expect(gate.waitAsync({ timeout: 5 })).rejects.toMatchObject({ code: "TIMEOUT" });
  expect(gate.arrived).toBe(0);
  const other = onThread({ gate }, ({ gate }) => gate.wait());
  await until(() => gate.arrived === 1);
  gate.wait();
  await other.result;
});

test("bad arguments are named, and a call with one does not count as an arrival", () => {
  expect(() => new StartGate(0)).toThrow("The number of parties at a gate must be a whole number from 1");
  const gate = new StartGate(2);
  expect(() => gate.wait({ timeout: -1 })).toThrow(SharingError);
  expect(gate.arrived).toBe(0);
});

test("of three threads at a gate of two, one waits for the next round", async () => {
  const gate = new StartGate(2);
  const passed = [gate.waitAsync(), gate.waitAsync()];
  const third = gate.waitAsync();
  await Promise.all(passed);
  expect(gate.arrived).toBe(1);
  gate.wait();
  await third;
  expect(gate.arrived).toBe(0);
});

test("a timeout that races with the last arrival lets both pass or none: no thread is left over, round after round", async () => {
  const shared = { gate: new StartGate(2), words: sharedWords(2) };
  const passes = () =>
    onThread(shared, ({ gate, words }) => {
      let passed = 0;
      for (let i = 0; i < 3000; i++) {
        try {
          gate.wait({ timeout: (i % 7) * 0.01 });
          passed++;
        } catch (error) {
          if ((error as { code?: string }).code !== "TIMEOUT") throw error;
        }
      }
      Atomics.add(words, 0, 1);
      return passed;
    });
  const [first, second] = [passes(), passes()];
  expect(await first.result).toBe(await second.result);
  expect(shared.gate.arrived).toBe(0);
});

test("a thread that dies at the gate counts until recover() takes its arrival back", async () => {
  const gate = new StartGate(2);
  const dead = onThread({ gate }, ({ gate }) => gate.wait());
  await until(() => gate.arrived === 1);
  await dead.kill();
  expect(gate.arrived).toBe(1);
  expect(recover({ gate }, dead.threadId)).toBe(1);
  expect(gate.arrived).toBe(0);
  expect(recover({ gate }, dead.threadId)).toBe(0);
  const other = gate.waitAsync();
  gate.wait();
  await other;
});

test("threads that are killed at the gate at random moments leave it whole after recover()", async () => {
  const shared = { gate: new StartGate(3), words: sharedWords(1) };
  for (let round = 0; round < 5; round++) {
    const fighters = Array.from({ length: 3 }, () =>
      onThread(shared, ({ gate, words }) => {
        for (;;) {
          gate.wait();
          Atomics.add(words, 0, 1);
        }
      }),
    );
    await until(() => Atomics.load(shared.words, 0) > round * 1000);
    for (const fighter of fighters) await fighter.kill();
    for (const fighter of fighters) shared.gate.recover(fighter.threadId);
    expect(shared.gate.arrived).toBe(0);
    Atomics.store(shared.words, 0, (round + 1) * 1000);
  }
  await Promise.all([shared.gate.waitAsync(), shared.gate.waitAsync(), shared.gate.waitAsync()]);
});
