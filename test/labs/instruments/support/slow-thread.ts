import { parentPort, workerData } from "node:worker_threads";
import { inSlowMotion } from "../../../../labs/instruments/index.ts";
import { StartGate } from "../../../../labs/sharing/index.ts";

/** A thread that counts how often it rests, and uses its memory in slow motion. */
const { wait } = Atomics;
const rests: number[] = [];
Object.defineProperty(Atomics, "wait", {
  value: (words: Int32Array, at: number, value: number, most: number) => {
    rests.push(most);
    return wait(words, at, value, most);
  },
});
const words: Int32Array = workerData;
const slow = inSlowMotion({ words, lists: [words], gate: new StartGate(1) });
slow.gate.wait();
const restsAtTheGate = rests.length;
slow.words[0] = 1;
const added = Atomics.add(slow.words, 0, 4);
const [list = words] = slow.lists;
const exchanged = Atomics.compareExchange(list, 1, 0, 7);
const seen = [added, exchanged, slow.words[0], list[1], slow.words.length];
parentPort?.postMessage({ seen, restsAtTheGate, rests });
