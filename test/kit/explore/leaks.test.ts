import { Mutex } from "@swarmlab/labs/sharing";
import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

const shared = () => ({ mutex: new Mutex(), word: words() });

test("a kit's lock that a thread still holds in the end is a leak, when leaks are asked for", async () => {
  const options = {
    shared,
    threads: {
      Ada: ({ mutex, word }: ReturnType<typeof shared>) => {
        mutex.lock();
        Atomics.add(word, 0, 1);
      },
      Grace: ({ word }: ReturnType<typeof shared>) => void Atomics.add(word, 0, 1),
    },
    scope: { Mutex },
  };
  const { failure } = await explore({ ...options, leaks: true });
  expect(failure).toMatchObject({ kind: "leak", message: "A has ended and still holds mutex · lock word." });
  expect((await explore(options)).failure).toBeNull();
});

test("a wait of an event loop that is left in the end is a leak", async () => {
  const { failure } = await explore({
    shared: () => ({ word: words() }),
    threads: [
      ({ word }) => {
        Atomics.waitAsync(word, 0, 0);
      },
      ({ word }) => {
        Atomics.load(word, 0);
      },
    ],
    leaks: true,
  });
  expect(failure).toMatchObject({ kind: "leak", message: "A has ended, but its wait for word[0] is left." });
});

test("nothing leaks where the lock is released", async () => {
  const use = ({ mutex }: ReturnType<typeof shared>) => mutex.lock().release();
  const verdict = await explore({ shared, threads: [use, use], scope: { Mutex }, leaks: true });
  expect(verdict.failure).toBeNull();
});
