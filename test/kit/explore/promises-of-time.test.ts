import { Mutex } from "@swarmlab/labs/sharing";
import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { times, words } from "./programs/program.ts";

type S = { w: Int32Array };
const other = ({ w }: S) => {
  Atomics.add(w, 1, 1);
};

/** Explores a program of a test, beside a thread that does nothing much. */
const beside = (thread: (shared: S) => unknown, options: object = {}) =>
  explore({ shared: () => ({ w: words(3) }), threads: [thread, other], ...options } as never);

describe("loops", () => {
  test("a counter counts, though a callback has a parameter of the same name", async () => {
    const thread = ({ w }: S) => {
      for (let i = 0; i < 3; i++) [0, 2].every((i) => Atomics.load(w, i) === 0);
    };
    expect((await beside(thread)).failure).toBeNull();
  });

  test("a thread that gives up after three turns is not taken for one that waits", async () => {
    const { failure } = await explore({
      shared: () => ({ w: words(2) }),
      threads: [
        ({ w }: S) => {
          for (let i = 0; i < 3; i++) if ([0].some((i) => Atomics.load(w, i) === 1)) return;
          throw new Error("gave up");
        },
        ({ w }: S) => {
          Atomics.load(w, 1);
          Atomics.store(w, 0, 1);
        },
      ],
    });
    expect(failure?.message).toContain("gave up");
  });

  test("a generator, a native iterator and a variable of the function carry their state", async () => {
    for (const text of [
      "function* g() { yield 1; yield 2; yield 3; } const it = g(); while (!it.next().done) Atomics.load(w, 0);",
      "const it = [1, 2, 3].values(); while (!it.next().done) Atomics.load(w, 0);",
      "for (;;) { Atomics.load(w, 0); var n = (n ?? 0) + 1; if (n === 3) break; }",
      "const list = [1, 2, 3]; while (list.length > 0) { Atomics.load(w, 0); list.pop(); }",
      "const next = (() => { let n = 0; return () => n++; })(); while (next() < 3) Atomics.load(w, 0);",
      "const o = { n: 0 }; while (Reflect.set(o, 'n', o.n + 1) && o.n < 3) Atomics.load(w, 0);",
    ])
      expect((await beside(new Function(`return ({ w }) => { ${text} };`)())).failure, text).toBeNull();
  });

  test.for([2, 3, 4])("of %i threads that spin for a lock, its holder gets on", async (count) => {
    const thread = ({ lock, n }: { lock: Int32Array; n: Int32Array }) => {
      while (Atomics.exchange(lock, 0, 1) === 1);
      (n[0] as number)++;
      Atomics.store(lock, 0, 0);
    };
    const { failure } = await explore({
      shared: () => ({ lock: words(), n: words() }),
      threads: times(count, thread),
      steps: 60_000,
      finally: ({ n }) => n[0] === count,
    });
    expect(failure).toBeNull();
  });

  test("so does the thread for which two others count their tries", async () => {
    const wait = ({ w }: S) => {
      let tries = 0;
      while (Atomics.load(w, 0) === 0) tries++;
      return tries;
    };
    const set = ({ w }: S) => {
      Atomics.load(w, 1);
      Atomics.store(w, 0, 1);
    };
    const { failure } = await explore({
      shared: () => ({ w: words(2) }),
      threads: [wait, wait, set],
      steps: 60_000,
    });
    expect(failure).toBeNull();
  });
});

describe("runs that would not end", () => {
  test("map looks at the elements that were there at its start, and a pattern takes what it needs", async () => {
    const map = ({ w }: S) => {
      const list = [1, 2, 3];
      const doubled = list.map((x) => list.push(x) && x * 2);
      Atomics.store(w, 0, doubled.length);
    };
    const pattern = ({ w }: S) => {
      let n = 0;
      const [first] = {
        [Symbol.iterator]: () => ({ next: () => ({ done: false, value: n++ }) }),
      } as never as number[];
      Atomics.store(w, 0, first as number);
    };
    for (const thread of [map, pattern]) expect((await beside(thread)).failure).toBeNull();
  });

  test("an interval that is never cleared is a livelock, and the message says so", async () => {
    const { failure } = await beside(({ w }) => {
      setInterval(() => {}, 1000);
      Atomics.store(w, 0, 1);
    });
    expect(failure?.kind).toBe("livelock");
    expect(failure?.message).toContain("setInterval");
  });

  test("an interval that clears itself is none, nor is one that the thread does not stay alive for", async () => {
    const clears = ({ w }: S) => {
      let n = 0;
      const beat = setInterval(() => {
        if (++n === 50) clearInterval(beat);
      }, 10);
      Atomics.store(w, 0, 1);
    };
    const leaves = ({ w }: S) => {
      setInterval(() => {}, 10).unref();
      Atomics.store(w, 0, 1);
    };
    for (const thread of [clears, leaves]) expect((await beside(thread)).failure).toBeNull();
  });

  test("two mutexes in two orders, taken on event loops, are a deadlock", async () => {
    const { failure } = await explore({
      shared: () => ({ a: new Mutex(), b: new Mutex() }),
      threads: [
        async ({ a, b }) => {
          await a.lockAsync();
          await b.lockAsync();
        },
        async ({ a, b }) => {
          await b.lockAsync();
          await a.lockAsync();
        },
      ],
      scope: { Mutex },
      seconds: 20,
    });
    expect(failure?.kind).toBe("deadlock");
  });

  test("20,000 turns of an asynchronous loop are no stack overflow", async () => {
    const { failure } = await beside(async ({ w }) => {
      for (let i = 0; i < 20_000; i++) await null;
      Atomics.store(w, 0, 1);
    });
    expect(failure).toBeNull();
  });

  test("iterators and promises without end are endless loops", async () => {
    for (const text of [
      "function* g() { for (;;) yield 1; } [...g()];",
      "function* g() { for (;;) yield 1; } Math.max(...g());",
      "const again = () => queueMicrotask(again); again();",
    ])
      expect(
        (await beside(new Function(`return ({ w }) => { Atomics.load(w, 0); ${text} };`)())).failure?.kind,
        text,
      ).toBe("endless loop");
  });

  test("the limit of time holds in the middle of a run", async () => {
    const began = process.cpuUsage();
    const { summary } = await beside(
      ({ w }) => {
        for (let _i = 0; ; _i++) {
          let x = 0;
          for (let k = 0; k < 100_000; k++) x += k;
          Atomics.add(w, 0, x & 1);
        }
      },
      { seconds: 0.3, stepsPerRun: 1_000_000 },
    );
    const { user } = process.cpuUsage(began);
    expect(summary).toContain("the time was up");
    // A run of that many steps would take minutes.
    expect(user / 1e6).toBeLessThan(20);
  });

  test("shared memory that a run makes is gone with the run", async () => {
    const thread = ({ w }: S) => {
      const own = new Int32Array(new SharedArrayBuffer(16_384));
      own[0] = 1;
      Atomics.add(w, 0, own[0]);
      Atomics.add(w, 0, own[0]);
    };
    const { covered, finalStates } = await explore({
      shared: () => ({ w: words() }),
      threads: [thread, thread],
    });
    expect(covered).toBe("all");
    expect(finalStates).toEqual([{ state: "w: 4", runs: expect.any(Number) }]);
  });
});

describe("what comes from outside", () => {
  const REFUSED: Readonly<Record<string, string>> = {
    MessageChannel: "new MessageChannel();",
    BroadcastChannel: "new BroadcastChannel('c');",
    fetch: "fetch('http://localhost');",
    "process.on": "process.on('exit', () => {});",
    "process.stdout": "process.stdout.write('x');",
    eval: "(0, eval)('1');",
    "new Function": "new Function('return 1')();",
    WebAssembly: "new WebAssembly.Memory({ initial: 1 });",
    "an heir of a view": "Object.create(w);",
  };

  test.for(Object.entries(REFUSED))("%s is refused in one sentence", async ([, text]) => {
    await expect(
      beside(new Function(`return ({ w }) => { Atomics.load(w, 0); ${text} };`)()),
    ).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: expect.stringMatching(/^(?:A thread uses|explore\(\) cannot run) [^\n]*\.$/),
    });
  });

  test("a rejection that nothing handles is an exception, as a real worker dies of it", async () => {
    for (const text of [
      "(async () => { await null; throw new Error('unheard'); })();",
      "Promise.reject(new Error('unheard'));",
      "Promise.resolve().then(() => { throw new Error('unheard'); });",
    ]) {
      const { failure } = await beside(new Function(`return ({ w }) => { Atomics.load(w, 0); ${text} };`)());
      expect(failure?.kind, text).toBe("exception");
      expect(failure?.message).toContain("unheard");
    }
  });

  test("one that is handled later in the same turn is none", async () => {
    const { failure } = await beside(({ w }) => {
      const p = Promise.reject(new Error("heard"));
      Atomics.load(w, 0);
      p.catch(() => {});
    });
    expect(failure).toBeNull();
  });

  test("AbortSignal.timeout rings on the modelled clock", async () => {
    const { failure } = await beside(async ({ w }) => {
      const signal = AbortSignal.timeout(5);
      setTimeout(() => {}, 10);
      await new Promise<void>((done) => signal.addEventListener("abort", () => done()));
      Atomics.store(w, 0, 1);
    });
    expect(failure).toBeNull();
  });

  test("a global variable belongs to one thread of one run", async () => {
    const thread = ({ w }: S) => {
      const global = globalThis as { hits?: number };
      global.hits = (global.hits ?? 0) + 1;
      Atomics.add(w, 0, global.hits);
    };
    const { finalStates } = await explore({ shared: () => ({ w: words() }), threads: [thread, thread] });
    expect(finalStates.map(({ state }) => state)).toEqual(["w: 2"]);
    expect("hits" in globalThis).toBe(false);
  });
});

describe("options", () => {
  const threads = [other, other];
  const shared = () => ({ w: words(3) });
  test.for([
    [{ invariants: () => false }, "did you mean invariant?"],
    [{ stepPerRun: 5 }, "did you mean stepsPerRun?"],
    [{ colour: 1 }, "the options are shared, threads"],
    [{ locks: ({ w }: S) => [[w, 99]] }, "has the index 99"],
    [{ locks: () => null }, "but returned null"],
    [{ replay: 5 }, "but got 5 (number)"],
    [{ signal: 5 }, "signal must be an AbortSignal"],
    [{ seconds: Number.NaN }, "but got NaN (number)"],
    [{ scope: [] }, "scope must be an object"],
    [{ failOnRace: "no" }, "failOnRace must be true or false"],
    [{ invariant: () => false }, "does not hold before the first step"],
  ] as const)("%j is refused", async ([options, part]) => {
    await expect(explore({ shared, threads, ...options } as never)).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
      message: expect.stringContaining(part),
    });
  });

  test("plain data that refers to itself crosses, and an object in two places is one object", async () => {
    const one = { x: 1 };
    const cyclic: Record<string, unknown> = { w: words(3), a: one, b: one };
    cyclic.self = cyclic;
    const { failure } = await explore({
      shared: cyclic,
      threads: [
        ({ a, b, self, w }: never) => {
          if (a !== b || (self as { a: unknown }).a !== a) throw new Error("two objects");
          Atomics.load(w, 0);
        },
        other,
      ],
    } as never);
    expect(failure).toBeNull();
  });
});

describe("what outlives a run", () => {
  test("static fields begin anew in every run", async () => {
    // biome-ignore lint/complexity/noStaticOnlyClass: the static field is what the test is about.
    class Ticket {
      static last = 0;
      static next() {
        return ++Ticket.last;
      }
    }
    const counts = ({ w }: S) => {
      Atomics.add(w, 0, Ticket.next());
    };
    const { finalStates } = await explore({
      shared: () => ({ w: words() }),
      threads: [counts, counts],
      scope: { Ticket },
    });
    expect(finalStates.map(({ state }) => state)).toEqual(["w: 2"]);
  });

  test("a change of a built-in object is found by running the first order twice", async () => {
    const thread = ({ w }: S) => {
      const shared = Math as { hits?: number };
      shared.hits = (shared.hits ?? 0) + 1;
      Atomics.add(w, 0, shared.hits);
    };
    await expect(
      explore({ shared: () => ({ w: words() }), threads: [thread, thread] }),
    ).rejects.toMatchObject({ code: "NOT_REPEATABLE", message: expect.stringContaining("line 4 of thread") });
  });
});
