import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { RELEASE_MARK } from "../../../kit/common/release-mark.ts";
import { type FixtureCourse, fixtureCourse, right } from "../checking/fixtures/course.ts";
import { expectNoProcessNaming } from "../sandbox/process/processes.ts";
import { FakeKernel } from "./fake-kernel.ts";

const key = Symbol.for("swarmlab.kernel");
const mime = Symbol.for("swarmlab.mime");
let fixture: FixtureCourse;
let kernel: FakeKernel;
let kit: typeof import("../../../kit/notebook/index.ts");

beforeAll(async () => {
  fixture = fixtureCourse();
  vi.stubEnv("SWARMLAB_ROOT", fixture.root);
  kernel = new FakeKernel();
  Object.defineProperty(globalThis, key, { value: kernel, configurable: true });
  kit = await import("../../../kit/notebook/index.ts");
});
afterEach(() => {
  kernel.displays.length = 0;
});
afterAll(async () => {
  const { session } = await import("../../../kit/notebook/session.ts");
  await session().client.close();
  await expectNoProcessNaming(fixture.root);
  Reflect.deleteProperty(globalThis, key);
  fixture[Symbol.dispose]();
});

describe("check()", () => {
  test("that takes more than a second shows which of its parts runs", async () => {
    kernel.run("// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };", "slow");
    await kit.check("01.2");
    const shown = kernel.displays.map(({ data }) => String(data["text/plain"]));
    expect(shown.slice(0, -1).join("\n")).toMatch(
      /Exercise 01\.2: check \d of 2, (sums three|of nothing).* …/,
    );
    expect(shown.at(-1)).not.toContain(" …");
  });

  test("of an exercise that was not run says what to do", async () => {
    const result = await kit.check("01.1");
    expect(result).toMatchObject({ id: "01.1", points: 0, maxPoints: 3 });
    expect(result.checks.map((check) => check.status)).toEqual(["missing", "missing"]);
    expect(kernel.last.text).toContain("Exercise 01.1 has not been run: run its cell, then check again.");
  });

  test("shows each check, what was expected and what came, and the next step, in one display", async () => {
    kernel.run(right.add.replace("a + b", "a - b"), "x");
    const result = await kit.check("01.1");
    expect(new Set(kernel.displays.map(({ options }) => options?.displayId)).size).toBe(1);
    expect(kernel.displays.filter(({ options }) => !options?.update)).toHaveLength(1);
    for (const text of [kernel.last.html, kernel.last.text]) {
      expect(text).toContain("adds small numbers");
      expect(text).not.toContain("at grading");
      expect(text).toMatch(/expected\W[\s\S]*5n[\s\S]*got[\s\S]*-1n/);
      expect(text).toMatch(/hint\((&#34;|")01\.1(&#34;|")\)/);
    }
    expect(result).toMatchObject({ id: "01.1", title: "Add two numbers", points: 0, maxPoints: 3 });
  });

  test("resolves to the plain result, which shows nothing more", async () => {
    kernel.run(right.add, "x");
    const result = await kit.check("01.1");
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      id: "01.1",
      title: "Add two numbers",
      points: 3,
      maxPoints: 3,
      checks: [
        { name: "adds small numbers", status: "passed", points: 2, maxPoints: 2, message: "" },
        { name: "adds numbers beyond 2^53", status: "passed", points: 1, maxPoints: 1, message: "" },
      ],
    });
    expect((result as unknown as Record<symbol, () => unknown>)[mime]?.()).toEqual({});
    expect(Object.keys(result)).not.toContain("swarmlab.mime");
  });

  test("once green shows the explanation and what comes next", async () => {
    kernel.run(right.add, "x");
    await kit.check("01.1");
    expect(kernel.last.html).toContain("are exact, however large");
    expect(kernel.last.text).toContain("Next: exercise 01.2 · Sum a list.");
  });

  test.each(["01.9", "", "nonsense", undefined, 1.1, { id: 1 }])(
    "of %j says which exercises there are and throws nothing",
    async (id) => {
      const result = await kit.check(id as string);
      expect(result).toMatchObject({ points: 0, maxPoints: 0, checks: [] });
      expect(kernel.last.text).toMatch(/^There is no exercise .*Lesson 01 has 01\.1, 01\.2, 01\.3\.$/);
    },
  );

  test("ends at an interrupt of the notebook", async () => {
    kernel.run("// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };", "y");
    const interrupting = setTimeout(() => kernel.interrupt(), 600);
    await kit.check("01.2");
    clearTimeout(interrupting);
    expect(kernel.last.text).toBe("The check was interrupted.");
  });

  test("shows nothing of the learner's as HTML", async () => {
    kernel.run(
      `// exercise 01.1 · Add two numbers\nconst add = () => { console.log("<script>alert(1)</script>"); return "<img src=x onerror=alert(1)>"; };`,
      "x",
    );
    await kit.check("01.1");
    expect(kernel.last.html).toContain("&#60;script&#62;");
    expect(kernel.last.html).not.toMatch(/<script|<img/);
  });
});

describe("hint()", () => {
  test("climbs, stays on the last step, and says which one it is", async () => {
    const seen = [];
    for (let step = 0; step < 4; step += 1) {
      seen.push(await kit.hint("01.2"));
      expect(kernel.last.text).toContain(`hint ${Math.min(step + 1, 3)} of 3`);
    }
    expect(seen.map(({ hint }) => hint)).toEqual([1, 2, 3, 3]);
    expect(kernel.last.text).toContain('coteach("01.2")');
  });

  test("is named by the next check's feedback", async () => {
    kernel.run("// exercise 01.2 · Sum a list\nconst sum = () => 1n;", "y");
    await kit.hint("01.3");
    await kit.check("01.3");
    kernel.run("// exercise 01.3 · x\nclass Squarer {}", "z");
    await kit.check("01.3");
    expect(kernel.last.text).toContain("for hint 2 of 3");
  });

  test("of an unknown exercise is one sentence", async () => {
    expect(await kit.hint("7")).toMatchObject({ hint: 0 });
    expect(kernel.last.text).toMatch(/^There is no exercise/);
  });
});

describe("reset()", () => {
  test("shows the handed-out cell beside one's own, and puts it into a new cell that is no answer", async () => {
    const own = "// exercise 01.1 · Add two numbers\nconst add = (a: bigint, b: bigint) => a - b;";
    kernel.run(own, "x");
    expect(await kit.reset("01.1")).toEqual({ exercise: "01.1", changed: true });
    const { html, text } = kernel.last;
    expect(html).toContain("a - b");
    expect(html).toContain("Copy");
    expect(text).toContain("Your cell is untouched.");
    const [below] = kernel.below;
    expect(below).not.toMatch(/^\/\/ exercise/m);
    kernel.run(below ?? "", "new");
    expect(await kit.check("01.1")).toMatchObject({ points: 0 });
    expect(kernel.last.text).not.toContain("as it was handed out");
  });

  test("of a cell that was never changed says so", async () => {
    const { session } = await import("../../../kit/notebook/session.ts");
    const { facts } = await session().client.cell("01.1", []);
    kernel.run(facts.starter, "x");
    expect(await kit.reset("01.1")).toEqual({ exercise: "01.1", changed: false });
    expect(kernel.last.text).toContain("Your cell of exercise 01.1 is as it was handed out.");
  });

  test("of an unknown exercise is one sentence", async () => {
    expect(await kit.reset("7")).toEqual({ exercise: "7", changed: false });
    expect(kernel.last.text).toMatch(/^There is no exercise/);
  });
});

describe("in a learners' copy", () => {
  test("the feedback says that more checks run at grading", async () => {
    writeFileSync(join(fixture.root, RELEASE_MARK), "");
    try {
      kernel.run(right.add, "x");
      await kit.check("01.1");
      for (const text of [kernel.last.html, kernel.last.text])
        expect(text).toContain("More checks run at grading.");
    } finally {
      rmSync(join(fixture.root, RELEASE_MARK));
    }
  });
});

describe("coteach()", () => {
  test("is a prompt with the code and what fails, without hidden checks and the solution", async () => {
    kernel.run("// exercise 01.1 · Add two numbers\nconst add = (a: bigint, b: bigint) => a * b;", "x");
    await kit.coteach("01.1");
    const { text, html } = kernel.last;
    expect(text).toContain("Guide me with questions, do not give the answer.");
    expect(text).toContain("a * b");
    expect(text).toContain('- fails: "adds small numbers": expected 5n, got 6n');
    expect(text).not.toMatch(/negative numbers|a \+ b/);
    expect(html).toContain("user-select: all");
  });

  test("of an unknown exercise is one sentence", async () => {
    await kit.coteach("7");
    expect(kernel.last.text).toMatch(/^There is no exercise/);
  });

  test("of a box that the lesson does not have says which there are", async () => {
    await kit.coteach("1 Prompt 2");
    expect(kernel.last.text).toBe('Lesson 01 has no "01 prompt 2". It has no boxes.');
  });
});

describe("progress()", () => {
  test("is a table of the lessons with what is next, and resolves to the numbers", async () => {
    expect(await kit.progress()).toEqual({ verified: 0, of: 3 });
    const { text, html } = kernel.last;
    expect(text).toContain("01  Sums  ○○○  0 of 6 points");
    expect(text).toContain("Next: exercise 01.1 · Add two numbers (in work/01-sums.ipynb).");
    expect(html).toContain("01 · Sums");
  });
});

describe("show()", () => {
  test("shows what knows how to be shown in all its forms", () => {
    kit.show({ [mime]: () => ({ "text/plain": "a chart", "image/svg+xml": "<svg/>" }) });
    expect(kernel.displays[0]?.data).toEqual({ "text/plain": "a chart", "image/svg+xml": "<svg/>" });
  });

  test("shows nothing for what was shown already, and prints anything else", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    kit.show({ [mime]: () => ({}) });
    kit.show(42);
    expect(kernel.displays).toEqual([]);
    expect(log.mock.calls).toEqual([[42]]);
    log.mockRestore();
  });
});

test("outside a notebook check() prints one sentence and throws nothing", async () => {
  Reflect.deleteProperty(globalThis, key);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    expect(await kit.check("01.1")).toMatchObject({ checks: [] });
    expect(log.mock.calls.flat().join()).toContain("npm run check -- NOTEBOOK");
  } finally {
    log.mockRestore();
    Object.defineProperty(globalThis, key, { value: kernel, configurable: true });
  }
});
