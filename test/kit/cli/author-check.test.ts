import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractText } from "../../../kit/cli/author-check/hold-to-contract.ts";
import { authorCheckCommand } from "../../../kit/cli/author-check.ts";
import { type FixtureCourse, fixtureCourse } from "../checking/fixtures/course.ts";

async function run(...args: string[]) {
  const printed = { out: "", err: "" };
  const stream = (key: "out" | "err") => ({ write: (text: string) => (printed[key] += text) });
  const code = await authorCheckCommand(args, { out: stream("out"), err: stream("err") });
  return { code, ...printed };
}

describe("wrong use is answered with one sentence", () => {
  test.each([
    [
      ["--nonsense"],
      2,
      /^Unknown option '--nonsense'\. Run npm run author-check -- --help to see what there is\.\n$/,
    ],
    [["--repeat", "0"], 2, /^--repeat wants a whole number from 1 on, and got 0\.\n$/],
    [["--root", "/nowhere"], 1, /^There is no lesson source .+ here: a learners' copy .+\n$/],
  ])("%j", async (args, code, sentence) => {
    const { err, ...rest } = await run(...args);
    expect(rest).toEqual({ code, out: "" });
    expect(err).toMatch(sentence);
  });

  test("--help lists the options", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const option of [
      "--lesson",
      "--repeat",
      "--notebooks",
      "--no-answers",
      "--mutants",
      "--json",
      "Exit code",
    ])
      expect(out).toContain(option);
  });
});

test("the contract that is kept says which rules the course leaves out", () => {
  const report = { findings: [], figures: [], results: [], seconds: 2 };
  expect(contractText({ ...report, leftOut: [] })).toContain("The contract is kept: 0 answers");
  expect(contractText({ ...report, leftOut: ["spelling", "hints-climb"] })).toContain(
    "The contract is kept but for spelling, hints-climb, which contract.json leaves out: 0 answers",
  );
});

describe("on a course with one lesson", () => {
  let fixture: FixtureCourse;
  beforeAll(() => {
    fixture = fixtureCourse();
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(fixture.root, file)), { recursive: true });
      writeFileSync(join(fixture.root, file), text);
    };
    write("cspell.json", JSON.stringify({ version: "0.2", language: "en", files: ["solutions/*.ts"] }));
    write("README.md", "A plain text with a misstaek.\n");
    const head = "// exercise 01.1 · Add two numbers\n";
    write("test/answers/01/right/01.1-minus.ts", `${head}const add = (a: bigint, b: bigint) => a - -b;\n`);
    write(
      "test/answers/01/right/01.1-not-right.ts",
      `${head}const add = (a: bigint, b: bigint) => BigInt(Number(a) + Number(b));\n`,
    );
    write(
      "test/answers/01/wrong/01.1-number.ts",
      `${head}// fails: adds numbers beyond 2^53\n// fails: adds small numbers\nconst add = (a: bigint, b: bigint) => BigInt(Number(a) + Number(b));\n`,
    );
    write("test/answers/01/wrong/01.1-unnamed.ts", `${head}const add = () => 0n;\n`);
    write("test/answers/01/wrong/other.ts", "const add = () => 0n;\n");
    write("solutions/02-broken.ts", "no lesson\n");
  });
  afterAll(() => fixture[Symbol.dispose]());

  test("every answer is judged, each finding names its place and says what to do, and the figures are counted", async () => {
    const { code, out } = await run("--root", fixture.root, "--json");
    expect(code).toBe(1);
    const { ok, figures, findings } = JSON.parse(out) as {
      ok: boolean;
      figures: object[];
      findings: { rule: string; file?: string; exercise?: string; message: string }[];
    };
    expect(ok).toBe(false);
    expect(figures).toMatchObject([
      { lesson: "01", exercises: 3, checks: 6, hiddenChecks: 1, right: 2, wrong: 3 },
    ]);
    const of = (rule: string) => findings.filter((finding) => finding.rule === rule);
    expect(of("solution-passes")).toEqual([]);
    expect(of("right-is-accepted")).toMatchObject([
      { exercise: "01.1", file: "test/answers/01/right/01.1-not-right.ts" },
    ]);
    expect(of("wrong-is-rejected").map(({ file, message }) => `${file} ${message}`)).toEqual([
      'test/answers/01/wrong/01.1-number.ts the check "adds small numbers" accepts this wrong answer: sharpen the check.',
      "test/answers/01/wrong/01.1-unnamed.ts no check is named for this answer: add a line `// fails: NAME OF THE CHECK` below its first.",
    ]);
    expect(of("answers-belong")).toMatchObject([{ file: "test/answers/01/wrong/other.ts" }]);
    expect(
      of("spelling")
        .map(({ message }) => message)
        .join(),
    ).toContain('"misstaek" is in no dictionary');
    expect(of("source-is-sound")).toMatchObject([{ lesson: "02", file: "solutions/02-broken.ts", line: 1 }]);
    expect(of("notebooks-are-built").map(({ file }) => file)).not.toContain("notebooks/01-sums.ipynb");
  }, 300_000);

  test("one lesson is looked at alone, and its text alone in a moment", async () => {
    const { code, out } = await run("--root", fixture.root, "--lesson", "02", "--no-answers");
    expect(code).toBe(1);
    expect(out).toMatch(/^solutions\/02-broken\.ts:1:1: lesson 02: .+ \[source-is-sound\]\n\n/);
    expect(out).toContain("1 thing to mend; 0 answers judged");
    const unknown = await run("--root", fixture.root, "--lesson", "09");
    expect(unknown).toEqual({
      code: 1,
      out: "",
      err: "There is no lesson 09 in solutions/. There are 01, 02.\n",
    });
  }, 300_000);
});
