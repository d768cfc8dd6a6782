import { afterEach, describe, expect, test } from "vitest";
import { explore, type Verdict } from "../../../kit/explore/index.ts";
import { patience } from "../../../kit/explore/runtime/watchdog.ts";
import { words } from "./programs/program.ts";

const usual = patience.milliseconds;
afterEach(() => {
  patience.milliseconds = usual;
});

interface S {
  readonly w: Int32Array;
}
const add = ({ w }: S) => {
  Atomics.add(w, 0, 1);
};
const thread = (code: string) => new Function(`return ({ w }) => { Atomics.add(w, 0, 1); ${code} };`)();

/** Explores with ever longer limits, until one is long enough for the program to come to its endless call at the given place. */
async function endedInside(place: string, code: string, more = {}): Promise<Verdict> {
  for (let milliseconds = 50; ; milliseconds *= 2) {
    patience.milliseconds = milliseconds;
    const verdict = await explore({
      shared: () => ({ w: words(2) }),
      threads: [thread(code), add],
      seconds: milliseconds / 1000,
      ...more,
    } as never);
    expect(verdict.summary).toContain("the time was up");
    if (verdict.summary.includes(place) && !verdict.canResume) return verdict;
  }
}

const PLACE = " inside `test` at line 1 of thread 0;";

/** Calls that would take days, and where they are. */
const ENDLESS: Readonly<Record<string, readonly [code: string, place: string]>> = {
  "a regular expression": ["/(a+)+b/.test('a'.repeat(60));", PLACE],
  "a method of texts": [
    "const text = 'a'.repeat(60); text.replaceAll(/(a+)+b/g, '');",
    " inside `text.replaceAll` at line 1 of thread 0;",
  ],
  "an operator of long numbers": [
    "let x = 3n ** 4000000n; for (let i = 0; i < 9; i++) x *= x;",
    "the time was up;",
  ],
};

describe("a call that looks at no clock is ended soon after the limit", () => {
  test.for(Object.entries(ENDLESS))("%s", async ([, [code, place]]) => {
    const verdict = await endedInside(place, code);
    expect(verdict.passed).toBe(true);
    expect(verdict.covered).toBeNull();
    expect(verdict.summary).toMatch(/^Passed as far as it went: /);
    expect(verdict.summary).toContain("; nothing is proved.");
    // Code that was ended in its middle cannot go on.
    expect(verdict.canResume).toBe(false);
    await expect(verdict.resume()).rejects.toMatchObject({ code: "CANNOT_RESUME" });
  });

  test("also where only some orders come to it", async () => {
    const verdict = await endedInside(PLACE, "if (Atomics.load(w, 0) === 2) /(a+)+b/.test('a'.repeat(60));");
    expect(verdict.interleavings).toBeGreaterThan(0);
  });

  test("also in the order of a trace, and in a rule about the end", async () => {
    const code = "if (Atomics.load(w, 0) === 2) /(a+)+b/.test('a'.repeat(60));";
    expect((await endedInside(PLACE, code, { replay: "A1 B1 A1" })).passed).toBe(true);
    const atEnd = { finally: () => /(a+)+b/.test("a".repeat(60)) };
    expect((await endedInside("", "", atEnd)).summary).toContain("nothing is proved");
  });

  test("and the next exploration is as any other", async () => {
    await endedInside(PLACE, "/(a+)+b/.test('a'.repeat(60));");
    patience.milliseconds = usual;
    const next = await explore({ shared: () => ({ w: words(2) }), threads: [add, add] } as never);
    expect(next.covered).toBe("all");
  });
});

test.for([
  "Array(2 ** 28).indexOf(1);",
  "Array.prototype.includes.call({ length: 1e10 }, 1);",
  "new Array(2 ** 32 - 1).sort();",
])("a list that is too long to be gone through is refused: %s", async (code) => {
  const search = explore({ shared: () => ({ w: words() }), threads: [thread(code), add] } as never);
  await expect(search).rejects.toThrow("a list of more than 33,554,432 places");
});
