import { spawn } from "node:child_process";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FixtureCourse, fixtureCourse, right } from "../checking/fixtures/course.ts";
import { expectNoProcessNaming, processesNaming } from "../sandbox/process/processes.ts";

const command = join(import.meta.dirname, "../../../kit/cli/check.ts");
let fixture: FixtureCourse;
let temporary: string;
beforeAll(() => {
  fixture = fixtureCourse();
  // The command makes its temporary folders in this folder, so that the test can look for what is left.
  temporary = join(fixture.root, "work");
});
afterAll(() => fixture[Symbol.dispose]());

function start(args: readonly string[], cwd = fixture.root) {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", command, ...args], {
    cwd,
    env: { ...process.env, SWARMLAB_ROOT: fixture.root, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output.err += text;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, ...output })),
  );
  return { child, ended };
}
const run = (args: readonly string[], cwd?: string) => start(args, cwd).ended;

const expectNothingLeft = async () => {
  await expectNoProcessNaming(fixture.root);
  expect(readdirSync(temporary).filter((name) => name.startsWith("swarmlab-"))).toEqual([]);
};

describe("npm run check -- NOTEBOOK", () => {
  test("ends with 0 when every visible check passes, and leaves nothing behind", async () => {
    const { code, out, err } = await run([
      fixture.notebook([right.imports, right.add, right.sum, right.squarer]),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Checking lesson 01, Sums: 3 exercises …\n\nExercise 01\.1/);
    expect(out).toContain("Exercise 01.1 · Add two numbers  3 of 3 points");
    expect(out).toContain("✓ adds small numbers (2 points)");
    expect(out).not.toContain("grading");
    expect(out).toContain("Lesson 01: 6 of 6 points.");
    expect(out).not.toContain("\u001b[");
    await expectNothingLeft();
  });

  test("--json prints exactly the result, and a missing exercise ends with 1", async () => {
    const { code, out } = await run([
      fixture.notebook([right.imports, right.add, right.squarer.replace("** 2", "+ 1")]),
      "--json",
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      lesson: "01",
      points: 3,
      maxPoints: 6,
      hiddenPoints: 3,
      exercises: [
        {
          id: "01.1",
          title: "Add two numbers",
          points: 3,
          maxPoints: 3,
          checks: [
            { name: "adds small numbers", status: "passed", points: 2, maxPoints: 2, message: "" },
            { name: "adds numbers beyond 2^53", status: "passed", points: 1, maxPoints: 1, message: "" },
          ],
        },
        {
          id: "01.2",
          title: "Sum a list",
          points: 0,
          maxPoints: 2,
          checks: ["sums three numbers", "of nothing comes nothing"].map((name) => ({
            name,
            status: "missing",
            points: 0,
            maxPoints: 1,
            message: 'Exercise 01.2 is missing: no cell begins with "// exercise 01.2 · Sum a list".',
          })),
        },
        {
          id: "01.3",
          title: "An agent of your own",
          points: 0,
          maxPoints: 1,
          checks: [
            {
              name: "squares its input",
              status: "failed",
              points: 0,
              maxPoints: 1,
              message: "expected an object with { result: 144 }, got { result: 13 }",
              expected: "{ result: 144 }",
              got: "{ result: 13 }",
            },
          ],
        },
      ],
    });
  });

  test("--exercise checks one alone, found from the folder where npm was called", async () => {
    fixture.notebook([right.add], { name: "01-one.ipynb" });
    const { code, out } = await run([join("work", "01-one.ipynb"), "--exercise", "01.1"]);
    expect(code).toBe(0);
    expect(out).not.toContain("01.2");
  });

  test("--help lists the options", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("--json");
  });

  test("the learner's output is shown to 500 characters, without what would steer the terminal", async () => {
    const noisy = `// exercise 01.1 · Add two numbers\nconst add = () => console.log("\\u001b[31mred\\u001b[2J" + "x".repeat(2000));`;
    const { out } = await run([fixture.notebook([noisy], { name: "noisy.ipynb" }), "--exercise", "01.1"]);
    expect(out).toMatch(/Your code printed \(the first 500 of 2,0\d\d characters\)/);
    expect(out).toContain("│ red");
    expect(out).not.toContain("\u001b");
    expect(out.match(/x/g)?.length).toBeLessThan(520);
  });
});

describe("bad input ends with 2 and one sentence", () => {
  test.each<[string, () => string[], RegExp]>([
    ["no notebook named", () => [], /^Which notebook\?/],
    ["two notebooks", () => ["a.ipynb", "b.ipynb"], /^One notebook at a time/],
    ["an unknown option", () => ["--jason", "a.ipynb"], /^Unknown option '--jason'/],
    ["no such file", () => ["nowhere.ipynb"], /^There is no file /],
    [
      "a file that is no notebook",
      () => {
        writeFileSync(join(fixture.root, "work/text.ipynb"), "hello");
        return ["work/text.ipynb"];
      },
      /is not a notebook: it holds no valid JSON/,
    ],
    [
      "no such lesson",
      () => [fixture.notebook(["1"], { name: "x.ipynb", metadata: {} })],
      /belongs to no lesson of this course \(01\)/,
    ],
    [
      "no such exercise",
      () => [fixture.notebook([right.add]), "--exercise", "01.9"],
      /^Lesson 01 has no exercise 01\.9\. It has 01\.1, 01\.2, 01\.3\.$/,
    ],
    ["no course", () => [fixture.notebook([right.add]), "--root", "/nowhere"], /course\.json is missing/],
  ])("%s", async (_name, args, sentence) => {
    const { code, out, err } = await run(args());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test("a check file that cannot be loaded is named", async () => {
    using broken = fixtureCourse();
    writeFileSync(join(broken.root, "test/checks/01.check.ts"), "throw new Error('half written');");
    const { code, err } = await run([broken.notebook([right.add]), "--root", broken.root]);
    expect(code).toBe(2);
    expect(err).toMatch(/01\.check\.ts.*half written/);
  });
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle of a check ends the answer, too",
  async (signal) => {
    const loop = "// exercise 01.2 · Sum a list\nconst sum = (): bigint => { for (;;) {} };";
    const { child, ended } = start([fixture.notebook([loop], { name: "loop.ipynb" }), "--exercise", "01.2"]);
    while (
      processesNaming(`SWARMLAB_ANSWER`).filter((pid) => processesNaming(fixture.root).includes(pid))
        .length === 0
    ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill(signal);
    expect((await ended).code).toBe(signal === "SIGINT" ? 130 : 143);
    await expectNothingLeft();
  },
);

describe("code that the learner may not have written", () => {
  const outside = () => {
    const file = join(fixture.root, "01-sums.ipynb");
    copyFileSync(fixture.notebook([right.imports, right.add, right.sum, right.squarer]), file);
    return file;
  };

  test("is named in a warning when the notebook is not in work/, and is checked all the same", async () => {
    const { code, out, err } = await run([outside()]);
    expect(err).toMatch(
      /01-sums\.ipynb is not in work\/.* It runs (in a sandbox \(\w+\)|without a sandbox here)/,
    );
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("6 of 6 points") });
    await expectNothingLeft();
  });

  test("runs without a sandbox when that is asked for, and says so", async () => {
    const { code, err } = await run([outside(), "--sandbox", "none", "--exercise", "01.1"]);
    expect(code).toBe(0);
    expect(err).toContain("It runs without a sandbox here, with all that you may do on this machine");
  });

  test.each([
    ["a sandbox that there is not", ["--sandbox", "sandpit"], `There is no sandbox "sandpit": give bwrap, `],
    ["a seed that is no number", ["--seed", "often"], "A seed is a whole number, not often."],
  ])("%s is refused in one sentence", async (_name, args, sentence) => {
    expect(await run([outside(), ...args])).toMatchObject({
      code: 2,
      err: expect.stringContaining(sentence),
    });
  });
});
