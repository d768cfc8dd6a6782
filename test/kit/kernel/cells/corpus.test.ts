import { afterAll, describe, expect, test } from "vitest";
import { groupsOf } from "./groups.ts";
import { InCheck } from "./in-check.ts";
import { InKernel } from "./in-kernel.ts";
import { knownFailures } from "./known-failures.ts";
import { isExpected } from "./outcome.ts";
import { PLACES, type Place, type Program, programs, readProgram } from "./program.ts";

/*
 * The programs of test/cells, each in four places. test/cells/README.md says how one is written.
 */
const groups = groupsOf(programs);
const inKernel = new InKernel();
const inCheck = new InCheck();
afterAll(async () => {
  await inKernel[Symbol.asyncDispose]();
  await inCheck[Symbol.asyncDispose]();
});

/** The places in which a program is known to fail. */
function listed(program: Program): readonly Place[] {
  return knownFailures.flatMap(({ programs }) => programs[program.name] ?? []);
}

describe("a program gives the same in the kernel, in a check, on a thread and in a process", () => {
  // Programs of one kernel stand together.
  const inOrder = [...programs].sort((a, b) => (groups.get(a) ?? 0) - (groups.get(b) ?? 0));
  test.each(inOrder)("$name", async (program) => {
    const outcomes = {
      ...(await inKernel.run(program, groups.get(program) ?? 0)),
      check: await inCheck.run(program),
    };
    const failing = PLACES.filter((place) => !isExpected(outcomes[place], program.expected[place]));
    const known = listed(program);
    const wrong = failing.filter((place) => !known.includes(place));
    const pick = (from: Readonly<Record<Place, string>>) =>
      Object.fromEntries(wrong.map((place) => [place, from[place]]));
    expect(pick(outcomes)).toEqual(pick(program.expected));
    const better = known.filter((place) => !failing.includes(place));
    expect(better, "passes now: take it off the list in known-failures.ts").toEqual([]);
  });
});

describe("the corpus", () => {
  test("names only its own programs in the list of known failures, and says how many there are", () => {
    const names = programs.map(({ name }) => name);
    const known = knownFailures.flatMap((failure) => Object.keys(failure.programs));
    expect(names).toEqual(expect.arrayContaining(known));
    const differing = programs.filter(({ differs }) => differs).length;
    console.log(
      `${programs.length} programs in ${PLACES.length} places: ${differing} with a stated difference, ${new Set(known).size} listed as known failures.`,
    );
  });

  test("refuses a program without a result, and a difference without a reason", () => {
    expect(() => readProgram("silent", "const answer = () => 1;\n")).toThrow('no "// expect:"');
    const text = "const answer = () => 1;\n// expect: 1\n// expect in check: 2\n";
    expect(() => readProgram("moody", text)).toThrow("gives no reason");
  });
});
