import { expect, test } from "vitest";
import { SharingError, StartGate } from "../../../labs/sharing/index.ts";
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
