import { describe, expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { CONSTRUCTS } from "./programs/constructs.ts";
import { words } from "./programs/program.ts";

/*
 * Two threads run one construct, and all that they do to shared memory happens in code that the construct calls. With a load and a store they lose an
 * update; with one addition they do not.
 */
const LOST = "const seen = Atomics.load(w, 0); Atomics.store(w, 0, seen + 1);";
const ADDED = "Atomics.add(w, 0, 1);";
/** Transformed code asks each value whether it suspends, so this trap runs more often than natively. */
const RUNS_OFTEN = /^the trap getPrototypeOf/;

function verdictOf(construct: string, step: string) {
  const body = construct.replace("STEP", () => step);
  const make = new Function(`return ${body.includes("await") ? "async " : ""}({ w }) => { ${body} };`);
  return explore({
    shared: () => ({ w: words(2) }),
    threads: [make(), make()],
    finally: ({ w }: { w: Int32Array }) => w[0] === 2,
    seconds: 3600,
  } as never);
}

describe("an update that two threads lose inside a construct is found, or the verdict names the place", () => {
  test.for(Object.entries(CONSTRUCTS))("%s", async ([, construct]) => {
    const { failure, covered, summary } = await verdictOf(construct, LOST);
    if (failure) expect(failure.kind, failure.message).toBe("wrong end");
    else {
      expect(covered).not.toBe("all");
      expect(summary).toMatch(/, outside .* at line 1/);
    }
  });
});

describe("what two threads do rightly inside a construct is not accused", () => {
  const right = Object.entries(CONSTRUCTS).filter(([name]) => !RUNS_OFTEN.test(name));
  test.for(right)("%s", async ([, construct]) => {
    const { failure, covered, summary } = await verdictOf(construct, ADDED);
    expect(failure).toBeNull();
    if (covered !== "all") expect(summary).toMatch(/, outside .* at line 1/);
  });
});

test("more than a third of the constructs are divided into steps, so that the lost update is found", async () => {
  let found = 0;
  for (const construct of Object.values(CONSTRUCTS))
    if ((await verdictOf(construct, LOST)).failure?.kind === "wrong end") found++;
  expect(found).toBeGreaterThan(Object.keys(CONSTRUCTS).length / 3);
});

test("an AsyncDisposableStack, whose promises are real ones, is refused", async () => {
  const stack =
    "const s = new AsyncDisposableStack(); s.defer(async () => { STEP }); await s.disposeAsync();";
  await expect(verdictOf(stack, ADDED)).rejects.toThrow(/a real promise/);
});
