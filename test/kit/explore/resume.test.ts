import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type ExploreOptions, explore, type Verdict } from "../../../kit/explore/index.ts";
import { words } from "./programs/program.ts";

interface S {
  readonly w: Int32Array;
}

const shared = () => ({ w: words(3) });

const twice = ({ w }: S) => {
  for (let i = 0; i < 4; i++) Atomics.add(w, 0, 1);
};

/** Copies one word to the next with a race in between. */
const copies = ({ w }: S) => {
  for (let i = 0; i < 3; i++) {
    const seen = Atomics.load(w, 0);
    Atomics.store(w, 1, seen + 1);
    Atomics.store(w, 0, Atomics.load(w, 1));
  }
};

/** Its comparison cannot be divided, so nothing is called proved. */
const sorts = ({ w }: S) => {
  Atomics.add(w, 0, 1);
  [2, 1].sort((a, b) => a - b + 0 * Atomics.load(w, 1));
  Atomics.add(w, 0, 1);
  Atomics.store(w, 1, 1);
};

/** Works so long between its steps that the time is up in the middle of a run. */
const works = ({ w }: S) => {
  for (let i = 0; i < 2; i++) {
    let sum = 0;
    for (let k = 0; k < 3_000; k++) sum += k;
    Atomics.add(w, 0, sum > 0 ? 1 : 0);
  }
};

const PROGRAMS: Readonly<Record<string, ExploreOptions<S>>> = {
  "that is proved": { shared, threads: [copies, copies] },
  "with three threads": { shared, threads: [twice, twice, twice] },
  "that is covered up to 2 preemptions": { shared, threads: [sorts, sorts] },
  "whose threads may die": {
    shared,
    threads: [twice, twice],
    crash: true,
    recover: ({ w }) => Atomics.add(w, 2, 1),
  },
  "that fails": { shared, threads: [copies, copies, twice], finally: ({ w }) => w[0] !== 5 },
  "that works long between steps": { shared, threads: [works, works] },
  "that comes to random orders": { shared, threads: [copies, copies, copies], steps: 3_000 },
};

/** All that a verdict says, but for the real time. */
const said = ({
  passed,
  summary,
  failure,
  races,
  covered,
  interleavings,
  steps,
  finalStates,
  notes,
}: Verdict) => ({
  passed,
  summary,
  trace: failure?.trace,
  races,
  covered,
  interleavings,
  steps,
  finalStates,
  notes,
});

/** Interleavings of a short search. */
const SHORT = 20;

describe("a search that the time stops again and again, and that is resumed each time", () => {
  test.each(Object.keys(PROGRAMS))(
    "comes to the verdict, and the counts, of one go: a program %s",
    async (name) => {
      // A clock that goes on by a tenth of a millisecond at each look stops the search at the same places on every machine.
      let clock = 0;
      vi.spyOn(performance, "now").mockImplementation(() => {
        clock += 0.1;
        return clock;
      });
      onTestFinished(() => void vi.restoreAllMocks());
      const options = PROGRAMS[name] as ExploreOptions<S>;
      const inOneGo = await explore({ ...options, seconds: 3600 });
      let verdict = await explore({ ...options, seconds: 1e-9 });
      let stops = 0;
      // The end by the limit of steps can be resumed, too; here it is the end.
      while (verdict.canResume && verdict.summary.includes("the time was up")) {
        stops++;
        verdict = await verdict.resume({ seconds: 0.001 * (1 + stops) });
      }
      // A short search may be done before it looks at the clock.
      if (inOneGo.interleavings > SHORT) expect(stops).toBeGreaterThan(0);
      if (inOneGo.passed) expect(said(verdict)).toEqual(said(inOneGo));
      // How far a failure is shortened depends on the time.
      else
        expect([verdict.failure?.kind, verdict.interleavings]).toEqual([
          inOneGo.failure?.kind,
          inOneGo.interleavings,
        ]);
    },
  );
});

describe("a search that the limit of steps stops", () => {
  test.each(["that is proved", "with three threads", "whose threads may die", "that fails"])(
    "comes with more steps to the verdict that it has with as many from the beginning: a program %s",
    async (name) => {
      const options = PROGRAMS[name] as ExploreOptions<S>;
      const inOneGo = await explore(options);
      let verdict = await explore({ ...options, steps: 50 });
      let stops = 0;
      while (verdict.canResume) {
        expect(verdict.summary).toContain("the limit of steps was reached");
        verdict = await verdict.resume();
        stops++;
      }
      expect(stops).toBeGreaterThan(0);
      const { passed, covered, finalStates } = inOneGo;
      expect(verdict).toMatchObject({ passed, covered, finalStates: expect.any(Array) });
      expect(verdict.finalStates.map(({ state }) => state)).toEqual(finalStates.map(({ state }) => state));
    },
  );

  test("has the same counts as in one go with the same limit", async () => {
    const options = PROGRAMS["that is proved"] as ExploreOptions<S>;
    const verdict = await (await explore({ ...options, steps: 300 })).resume({ steps: 100_000 });
    expect(said(verdict)).toEqual(said(await explore({ ...options, steps: 100_000 })));
  });
});

describe("what cannot be resumed is refused in one sentence", () => {
  const program = PROGRAMS["with three threads"] as ExploreOptions<S>;

  test("a search that has come to its end", async () => {
    const verdict = await explore(program);
    expect(verdict.canResume).toBe(false);
    await expect(verdict.resume()).rejects.toMatchObject({
      code: "CANNOT_RESUME",
      message: expect.stringContaining("came to its end"),
    });
  });

  test("a verdict that was resumed already", async () => {
    const verdict = await explore({ ...program, steps: 50 });
    await verdict.resume();
    await expect(verdict.resume()).rejects.toMatchObject({ code: "CANNOT_RESUME" });
  });

  test.each([
    [{ seconds: 0 }, "seconds must be a number above 0, but got 0 (number)."],
    [{ steps: 50 }, "steps must be a whole number from 51 to 1000000000, but got 50 (number)."],
    [{ bound: 3 }, "resume() has no option bound; the options are seconds, steps, signal."],
  ])("the options %o", async (options, message) => {
    const verdict = await explore({ ...program, steps: 50 });
    await expect(verdict.resume(options as never)).rejects.toThrow(message);
    expect(verdict.canResume).toBe(true);
  });
});

test("a search that a signal interrupts when it is resumed can be resumed once more", async () => {
  const options = PROGRAMS["that is proved"] as ExploreOptions<S>;
  const verdict = await explore({ ...options, steps: 50 });
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(verdict.resume({ steps: 1_000_000, signal })).rejects.toThrow("enough");
  expect(said(await verdict.resume({ steps: 1_000_000 }))).toEqual(said(await explore(options)));
});
